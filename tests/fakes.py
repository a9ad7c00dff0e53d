"""Stand in for what tests cannot have cheaply: a model, and the time."""

import hashlib
import re
import threading
from datetime import UTC, datetime, timedelta

import numpy as np

_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Gives a word a random sign a dimension, and a text their sum: what shares words is near."""

    def __init__(self, dimension=384, name="hash"):
        assert dimension % 8 == 0
        self.dimension = dimension
        self.fingerprint = f"{name}-{dimension}"
        self._salt = name.encode()
        self._words = {}

    def encode(self, text):
        words = _WORD.findall(text.lower()) or [""]
        total = np.sum([self._signs(word) for word in words], axis=0, dtype=np.float32)
        length = np.linalg.norm(total)
        # Two words may cancel out: then the first stands for the text.
        return total / length if length else self._signs(words[0]) / np.sqrt(self.dimension)

    def _signs(self, word):
        if word not in self._words:
            digest = hashlib.shake_128(self._salt + word.encode("utf-8", "replace"))
            bits = np.unpackbits(np.frombuffer(digest.digest(self.dimension // 8), np.uint8))
            self._words[word] = bits.astype(np.float32) * 2 - 1
        return self._words[word]


class FixedClock:
    """Tells the same moment until it is told to move on; `step` moves it at each look."""

    def __init__(self, start=datetime(2026, 3, 1, 12, tzinfo=UTC), step=timedelta(0)):
        self.now = start
        self._step = step
        self._lock = threading.Lock()

    @classmethod
    def ticking(cls):
        """One that moves a second at each look."""
        return cls(step=timedelta(seconds=1))

    def __call__(self):
        with self._lock:
            self.now += self._step
            return self.now

    def pass_(self, **amount):
        """Let time pass: `clock.pass_(days=31)`."""
        with self._lock:
            self.now += timedelta(**amount)
