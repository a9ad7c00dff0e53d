"""Name what commits are remembered under."""

from __future__ import annotations

# The agent that a commit's memory comes from.
GIT = "git"
# The branch of commits that none leads back to any more: no branch of Git's can be called so.
NOWHERE = "(no branch)"
