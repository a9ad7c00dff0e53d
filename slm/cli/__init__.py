"""Be the shell's front door: read a command line, ask the daemon, print what it answers."""
