"""Hold the schema's steps, a subject a module: what was released is never edited."""
