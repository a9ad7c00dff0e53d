"""Let the tests here find the shim and the workload beside them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
