"""Find what answers a question."""
