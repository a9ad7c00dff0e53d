"""Measure what recall finds, beside what full text alone finds on the same questions."""
