"""Read what Claude Code writes about its sessions."""
