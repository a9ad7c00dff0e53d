"""Hold the plain values every room speaks in."""
