"""Give the daemon's tests the toy home."""

from toy_home import home

__all__ = ["home"]
