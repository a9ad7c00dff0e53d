"""One client of many: mixed operations against the daemon of SLM_HOME, its pids and errors told."""

import json
import random
import sys

from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.question import Place, Question
from slm.errors import MemError, NothingFound
from slm.wire.messages import Add, AskStatus, Forget, List, Recall, Show, Undo

OPERATIONS = 50
WORDS = ["kettle", "harbour", "violin", "granite", "orchard", "lantern", "saddle", "meadow"]


def operate(settings, rng, number, mine, pids):
    """Do one of seven things, weighted towards what people do most."""
    words = " ".join(rng.sample(WORDS, 4))
    choice = rng.choices(range(7), weights=(4, 6, 2, 2, 1, 1, 1))[0]
    if choice == 0 or not mine:
        mine.append(ask(settings, Add(f"{words} {number}", place=Place(project="shared"))).id)
    elif choice == 1:
        ask(settings, Recall(Question(words, Place(project="shared"))))
    elif choice == 2:
        assert ask(settings, Show(rng.choice(mine))).memory.text
    elif choice == 3:
        assert ask(settings, List(Place(project="shared"))).memories
    elif choice == 4:
        ask(settings, Forget((mine[-1],)))
    elif choice == 5:
        ask(settings, Undo((mine[-1],)))
    else:
        pids.add(ask(settings, AskStatus()).pid)


def main(seed):
    settings, rng, mine, pids, errors = load_settings(), random.Random(seed), [], set(), []
    for step in range(OPERATIONS):
        try:
            operate(settings, rng, f"{seed}-{step}", mine, pids)
        except NothingFound:
            pass  # an undo of what was not forgotten
        except MemError as error:
            errors.append(f"{type(error).__name__}: {error.message}")
    pids.add(ask(settings, AskStatus()).pid)
    sys.stdout.write(json.dumps({"pids": sorted(pids), "errors": errors, "added": mine}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
