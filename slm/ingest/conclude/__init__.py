"""Conclude decisions, preferences and lessons from sessions, by rules alone."""
