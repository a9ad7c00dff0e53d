"""Be a daemon whose model takes its time over every passage."""

import sys
import time

from fakes import HashEmbedder

from slm.config import load_settings
from slm.daemon.desk import EngineDesk
from slm.daemon.process import run
from slm.engine.engine import Engine


class SlowEmbedder(HashEmbedder):
    def read(self, text):
        time.sleep(0.03)
        return super().read(text)


if __name__ == "__main__":
    sys.exit(run(load_settings(), lambda one: EngineDesk(Engine(one, load_embedder=SlowEmbedder))))
