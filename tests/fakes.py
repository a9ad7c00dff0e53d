"""Stand in for what tests cannot have cheaply: a model, and the time."""

import hashlib
import re
import threading
from datetime import UTC, datetime, timedelta

import numpy as np

from slm.embed import Reading
from slm.embed.tokens import CODEC

_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Gives a word a random sign a dimension, and a text their sum: what shares words is near."""

    def __init__(self, dimension=384, name="hash"):
        assert dimension % 8 == 0
        self.dimension = dimension
        self.fingerprint = f"{name}-{dimension}:{CODEC}"
        self._salt = name.encode()
        self._words = {}

    def read(self, text):
        """A token a word."""
        words = list(_WORD.finditer(text))
        signs = [self._signs(word[0].lower()) for word in words] or [self._signs("")]
        total = np.sum(signs, axis=0, dtype=np.float32)
        length = np.linalg.norm(total)
        # Two words may cancel out: then the first stands for the text.
        vector = total / length if length else signs[0] / np.sqrt(self.dimension)
        tokens = np.array(signs[: len(words)], np.float32).reshape(-1, self.dimension)
        spans = tuple(word.span() for word in words)
        return Reading(
            np.asarray(vector, np.float32), tokens / np.float32(np.sqrt(self.dimension)), spans
        )

    def encode(self, text):
        return self.read(text).vector

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
