"""Be a daemon whose model reads nothing until there is a file named `go` in its home."""

import sys
import time

from fakes import HashEmbedder

from slm.config import load_settings
from slm.daemon.desk import EngineDesk
from slm.daemon.process import run
from slm.engine.engine import Engine

SETTINGS = load_settings()


class HeldEmbedder(HashEmbedder):
    def read(self, text):
        while not (SETTINGS.home / "go").exists():
            time.sleep(0.01)
        return super().read(text)


if __name__ == "__main__":
    sys.exit(run(SETTINGS, lambda one: EngineDesk(Engine(one, load_embedder=HeldEmbedder))))
