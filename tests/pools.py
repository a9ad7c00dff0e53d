"""Make pools of candidates by hand, for what orders them and learns from them."""

import numpy as np

from slm.recall.pool import Pool, Sought, Style
from slm.recall.understand import Asks, Wants


def pool(
    places,
    matches=(),
    *,
    weights=None,
    text="kettle",
    asks=Asks.OTHER,
    by_meaning=True,
    styles=Style.DIALOGUE,
    authors="",
    texts="the kettle leaks",
    memories=None,
    moments=None,
    wants=Wants.ANY,
    **scores,
):
    """Candidates at `places`, each (group, position), the rest by column; memories from 1 on.

    `matches` has a row a candidate; a text, an author or a style alone is that of all.
    """
    count = len(places)
    table = np.array(matches, np.float32).reshape(count, -1) if len(matches) else None
    table = np.zeros((count, 0), np.float32) if table is None else table
    tokens = table.shape[1]
    told = np.full(tokens, 1 / max(1, tokens)) if weights is None else weights
    rows = np.arange(1, count + 1) if memories is None else np.array(memories, np.int64)
    groups, positions = np.array(places, np.int64).reshape(count, 2).T
    return Pool(
        Sought(text, asks, np.array(told, np.float32), by_meaning, wants),
        rows,
        rows * 10,
        groups,
        positions,
        np.zeros(count, np.int64) if moments is None else np.array(moments, np.int64),
        _each(authors, count),
        _each(styles, count),
        _each(texts, count),
        {name: np.array(column, np.float32) for name, column in scores.items()},
        table,
    )


def _each(values, count):
    return (values,) * count if isinstance(values, str) else tuple(values)
