"""Make questions whose answers a ranker can learn."""

import numpy as np
from pools import pool

from slm.eval.training.examples import Example
from slm.recall.pool import Style
from slm.recall.ranking.features import features
from slm.recall.understand import Asks

FOLDS = ("ana", "ben", "cem")


def examples(style, count, *, seed=0, is_answerable=True, by_meaning=True):
    """Questions of eight candidates in two sessions; the one that holds most answers, mostly."""
    chance = np.random.RandomState(seed + 100 * [*Style].index(style))
    made = []
    for number in range(count):
        keyword, semantic, temporal, *tokens = chance.rand(6, 8) * 0.5
        right = chance.randint(8)
        if is_answerable:
            keyword[right] += 0.15
            tokens = [column + 0.15 * (np.arange(8) == right) for column in tokens]
        meant = {"semantic": semantic, "temporal": temporal} if by_meaning else {}
        candidates = pool(
            [(1 + place // 4, place) for place in range(8)],
            np.stack(tokens, axis=1) if by_meaning else (),
            text="When did Mira leave?" + " Why?" * (number % 3),
            asks=Asks.WHEN,
            by_meaning=by_meaning,
            styles=style,
            authors=chance.choice(["Mira", "Pavel"], 8).tolist(),
            texts=chance.choice(["Is it?", "so Ilse left on Monday", "I rest, she said"], 8),
            keyword=keyword,
            **meant,
        )
        answers = (np.arange(8) == right) & is_answerable
        fold = FOLDS[number % len(FOLDS)]
        made.append(Example(fold, candidates, features(candidates), answers, is_answerable))
    return made
