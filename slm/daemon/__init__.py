"""Answer requests over a private socket: one process a home, started when first needed."""
