"""Give the daemon's tests the toy home."""

from toy_home import home, shared_home

__all__ = ["home", "shared_home"]
