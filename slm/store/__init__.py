"""Keep memories in one SQLite file: the only room with SQL."""
