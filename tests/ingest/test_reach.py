"""What the main line leads back to is what a plain walk through every commit finds."""

import itertools
import random

import pytest

from slm.ingest.history import EnoughError, Node
from slm.ingest.reach import CLOCKS_DIFFER, Reach


class Commits:
    """A history of commits alone, which ends after so many."""

    def __init__(self, nodes, most=10_000):
        self._nodes = nodes
        self._left = most
        self.read = 0

    def commit(self, id_):
        if self.read == self._left:
            raise EnoughError
        self.read += 1
        return self._nodes.get(id_)

    def renew(self):
        self._left += 10_000

    def changed(self, before, after, most):
        return {}


def history(chance):
    """Commits each with parents among those before, by clocks that differ by less than a day."""
    nodes = {}
    step = chance.choice([0, 60, 3 * CLOCKS_DIFFER])
    for number in range(chance.randint(1, 25)):
        parents = chance.sample(sorted(nodes), min(len(nodes), chance.randint(0, 2)))
        seconds = 10_000_000 + number * step - chance.randrange(CLOCKS_DIFFER // 2)
        nodes[b"%02d" % number] = Node(b"", tuple(parents), seconds)
    return nodes


def before(nodes, node):
    waiting, found = [*node.parents], set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += nodes[id_].parents
    return found


def leads_to(nodes, tip):
    return {tip} | before(nodes, nodes[tip])


def question(seed):
    """A history, its main line's last commits, others, and what the main line leads back to."""
    chance = random.Random(seed)
    nodes = history(chance)
    ids = sorted(nodes)
    main = set(chance.choices(ids, k=chance.randint(1, 2)))
    tips = set(chance.choices(ids, k=chance.randint(0, 5)))
    return nodes, main, tips, set().union(*(leads_to(nodes, tip) for tip in main))


@pytest.mark.parametrize("seeds", [range(first, first + 200) for first in (0, 200, 400)])
def test_it_is_what_a_plain_walk_finds(seeds):
    for nodes, main, tips, line in map(question, seeds):
        reach = Reach(Commits(nodes), main, tips)
        for tip in tips:
            assert reach.holds(tip) == (tip in line)
        for tip, other in itertools.product(tips - line, repeat=2):
            assert reach.is_part(tip, other) == (tip in leads_to(nodes, other))


@pytest.mark.parametrize("most", range(12))
def test_what_is_said_before_all_is_read_is_true(most):
    silent = 0
    for nodes, main, tips, line in map(question, range(100)):
        reach = Reach(Commits(nodes, most), main, tips)
        said = {tip: reach.has(tip) for tip in tips if reach.seconds(tip)}
        assert all(one in (None, tip in line) for tip, one in said.items())
        silent += len(tips) - len(said) + list(said.values()).count(None)
    assert silent
