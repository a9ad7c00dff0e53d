"""Decide about the birth, change and fading of memories."""
