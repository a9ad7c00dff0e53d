"""Ask the daemon, and start it where none runs; imports nothing, so that its parts stay light."""
