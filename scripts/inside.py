"""Run a script inside this checkout's own environment, whichever python its first line found.

`import inside` stands before a script's imports of slm and of other packages.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def is_here() -> bool:
    """Whether this python's `slm` is this checkout's."""
    found = find_spec("slm")
    return found is not None and Path(found.origin or "").is_relative_to(ROOT)


if not is_here():
    subprocess.run([str(ROOT / "scripts" / "environment"), "dev"], check=True)
    own = str(ROOT / ".venv" / "bin" / "python")
    os.execv(own, [own, *sys.argv])
