"""Give the client's tests the toy home of the daemon's."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "daemon"))

from toy_home import home

__all__ = ["home"]
