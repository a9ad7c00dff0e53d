"""Lose power at many moments of a recorded workload, and count what became of the memory."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from disk import Disk
from judge import Judge
from shim import Recording, watching
from workload import Workload

# The disk is simulated, so memory will do: no waiting for a real one.
QUICK = next((path for path in (Path("/dev/shm"),) if path.is_dir()), None)


@dataclass
class Losses:
    """How many states were judged what, and the reasons of those that were not ok."""

    verdicts: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)
    events: int = 0


def lose_power(states, seed, synchronous=None):
    """Judge `states` disks left by power losses spread over the whole workload.

    `synchronous` replaces what the store asks SQLite for: the controls must fail.
    """
    random = Random(seed)
    losses = Losses()
    with tempfile.TemporaryDirectory(prefix="slm-crash-", dir=QUICK) as folder:
        events, steps = _record(Path(folder), synchronous)
        losses.events = len(events)
        there = Path(folder, "after")
        there.mkdir()
        judge = Judge(there)
        disk, taken = Disk(), 0
        for moment in sorted(random.choices(range(len(events) + 1), k=states)):
            for event in events[taken:moment]:
                disk.take(event)
            taken = moment
            verdict = judge.judge(disk.after_power_loss(random), *_between(steps, moment))
            losses.verdicts[verdict.name] += 1
            if verdict.reason:
                losses.reasons[verdict.reason[:100]] += 1
    return losses


def _record(folder, synchronous):
    recording = Recording(synchronous=synchronous)
    with watching(recording):
        workload = Workload(folder, recording)
        workload.run()
    return recording.events, workload.steps


def _between(steps, moment):
    """What was acknowledged by a moment, and the step that was under way."""
    last = max(number for number, step in enumerate(steps) if step.acknowledged <= moment)
    under_way = steps[min(last + 1, len(steps) - 1)]
    return steps[last].after, under_way
