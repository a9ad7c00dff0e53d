"""Run a script inside this checkout's own environment, whichever python its first line found.

`import inside` stands before a script's imports of slm and of other packages.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In the environment of the python that was begun instead of another.
BEGUN = "SLM_BEGUN_INSIDE"


def is_here() -> bool:
    """Whether this python's `slm` is this checkout's."""
    found = find_spec("slm")
    return found is not None and Path(found.origin or "").is_relative_to(ROOT)


if not is_here():
    if os.environ.pop(BEGUN, None):  # a .venv copied from elsewhere would begin for ever
        sys.exit(f"{ROOT / '.venv'} belongs to another checkout; remove it, then try again")
    subprocess.run([str(ROOT / "scripts" / "environment"), "dev"], check=True)
    own = str(ROOT / ".venv" / "bin" / "python")
    os.execve(own, [own, *sys.argv], os.environ | {BEGUN: "1"})
os.environ.pop(BEGUN, None)  # what a script begins is to begin anew
