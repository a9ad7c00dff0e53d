"""Read what Codex writes about its sessions."""
