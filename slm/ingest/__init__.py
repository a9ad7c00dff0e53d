"""Turn logs and files into drafts; know neither database nor model."""
