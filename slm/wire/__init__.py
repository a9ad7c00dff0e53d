"""Speak the daemon's language: one JSON object a line, the protocol's version first."""
