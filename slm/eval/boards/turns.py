"""Score finding the turns of a conversation that answer, and silence where none does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

import msgspec

from slm.eval.boards.silence import tell_silence
from slm.eval.cases import Case
from slm.eval.measures import bootstrap, compare, compare_means, mean_of, ranking
from slm.eval.product import Product, Reply
from slm.eval.report import Report
from slm.eval.trial import Trial, tell_cost
from slm.recall.budget import CHARACTERS_A_TOKEN, tokens
from slm.store.floor import Floor

LIMIT = 10
BUDGETS = (500, 1000, 2000)
APART = 5  # LoCoMo's adversarial category: nothing answers, so that it counts nowhere else
ANSWERED = "categories 1-4"
EACH, TOGETHER = "one project each", "all in one project"
# What the floor's context costs a turn beside its words, for a heading like that of ours.
HEADING = 30
FLOOR_DEPTH = 60  # more turns than 2,000 tokens hold
SILENT_BUDGET = 1000


class Turn(msgspec.Struct, frozen=True):
    """One turn of a conversation."""

    source_id: str
    session: str
    time: str
    author: str
    text: str


class Query(msgspec.Struct, frozen=True):
    """A question, with the ids of the turns that answer it."""

    id: str
    query: str
    category: int
    gold: tuple[str, ...]


class Conversation(msgspec.Struct, frozen=True):
    """A conversation of two people over months, and what is asked about it."""

    project: str
    turns: tuple[Turn, ...]
    queries: tuple[Query, ...]


class Place:
    """Turns that are searched together: one conversation's, or those of all."""

    def __init__(self) -> None:
        self.files: dict[str, list[dict[str, str]]] = defaultdict(list)  # by conversation
        self.texts: dict[str, str] = {}  # squashed, by id
        self._floor: Floor | None = None

    def add(self, conversation: str, turn: Turn, prefix: str) -> None:
        """Let a turn be found here, its names under `prefix`."""
        row = {name: getattr(turn, name) for name in turn.__struct_fields__}
        row |= {"source_id": prefix + turn.source_id, "session": prefix + turn.session}
        self.files[conversation].append(row)
        self.texts[row["source_id"]] = squash(turn.text)

    @property
    def floor(self) -> Floor:
        """Full text alone over the same turns, with their day and author."""
        if self._floor is None:
            rows = chain.from_iterable(self.files.values())
            self._floor = Floor((row["source_id"], _with_day(row)) for row in rows)
        return self._floor


def read(path: Path) -> list[Conversation]:
    """Read a file of conversations."""
    return msgspec.json.decode(path.read_bytes(), type=list[Conversation])


def score_locomo(trial: Trial, report: Report, path: Path) -> None:
    """Find the turns that answer; every conversation its own project, then all in one."""
    conversations = read(path)
    for store in (EACH, TOGETHER):
        places, cases = asked(conversations, together=store == TOGETHER)
        with trial.product(home(store)) as mem:
            load(mem, places)
            replies = trial.ask(mem, "locomo", cases, limit=LIMIT)
            _tell_rankings(report, store, places, cases, replies)
            if store == EACH:
                answerable = [case for case in cases if ANSWERED in case.groups]
                _tell_evidence(trial, report, mem, places, answerable)
            tell_cost(report, mem, store, [*replies.values()])


def score_silence(trial: Trial, report: Report, path: Path) -> None:
    """Ask each question of its own conversation, and of the next one, which cannot answer it.

    Names are masked: they alone would tell the conversations apart.
    """
    conversations = read(path)
    places, _ = asked(conversations, together=False)
    right, wrong = masked(conversations)
    floors = {project: place.floor for project, place in places.items()}
    with trial.product(home(EACH)) as mem:
        load(mem, places)
        replies = trial.ask(mem, "silence", [*right, *wrong], limit=LIMIT, budget=SILENT_BUDGET)
    tell_silence(report, "names masked", right, wrong, replies, floors)
    kept = [_share_given(case, places, replies[case.id].context) for case in right]
    estimate = bootstrap(mean_of(kept), len(kept))
    report.estimate("at defaults", len(kept), {f"evidence@{SILENT_BUDGET} kept": estimate})


def masked(conversations: Sequence[Conversation]) -> tuple[list[Case], list[Case]]:
    """The questions without names, to their own conversation and to the next."""
    right, wrong = [], []
    for number, one in enumerate(conversations):
        elsewhere = conversations[(number + 1) % len(conversations)].project
        for case in _cases(one, one.project, ""):
            if ANSWERED in case.groups:
                query = mask_names(case.query, one)
                right.append(_moved(case, query, case.project, ""))
                wrong.append(_moved(case, query, elsewhere, "-wrong"))
    return right, wrong


def mask_names(query: str, conversation: Conversation) -> str:
    """Put "they" where a speaker is named."""
    names = {name for turn in conversation.turns for name in turn.author.split()}
    alternatives = "|".join(map(re.escape, sorted(names)))
    return re.sub(rf"\b({alternatives})\b", "they", query, flags=re.IGNORECASE)


def squash(text: str) -> str:
    """A text without what layout changes."""
    return " ".join(text.split()).lower()


def home(store: str) -> str:
    """The name of the home that holds them so."""
    return "turns-together" if store == TOGETHER else "turns-each"


def asked(
    conversations: Sequence[Conversation], *, together: bool
) -> tuple[dict[str, Place], list[Case]]:
    """Where the turns are searched, and every question."""
    places: dict[str, Place] = defaultdict(Place)
    cases: list[Case] = []
    for one in conversations:
        project, prefix = ("all", f"{one.project}/") if together else (one.project, "")
        for turn in one.turns:
            places[project].add(one.project, turn, prefix)
        cases += _cases(one, project, prefix)
    return places, cases


def _cases(one: Conversation, project: str, prefix: str) -> Iterator[Case]:
    for query in one.queries:
        gold = frozenset(prefix + id_ for id_ in query.gold)
        own = f"category {query.category}"
        groups = (f"{own} (apart)",) if query.category == APART else (ANSWERED, own)
        yield Case(query.id, query.query, project, gold, one.project, groups)


def _moved(case: Case, query: str, project: str, suffix: str) -> Case:
    return Case(case.id + suffix, query, project, case.gold, case.fold, case.groups)


def load(mem: Product, places: Mapping[str, Place]) -> None:
    """Import the turns."""
    for project, place in places.items():
        for rows in place.files.values():
            mem.load_rows(rows, project)


def _with_day(row: Mapping[str, str]) -> str:
    said = datetime.fromisoformat(row["time"])
    day = f"{said:%I:%M %p} on {said.day} {said:%B, %Y}"
    return f"{day} {row['author']}: {row['text']}"


def _tell_rankings(
    report: Report,
    store: str,
    places: Mapping[str, Place],
    cases: Sequence[Case],
    replies: Mapping[str, Reply],
) -> None:
    for group in sorted({group for case in cases for group in case.groups}):
        chosen = [case for case in cases if group in case.groups]
        ours = [
            ranking(list(dict.fromkeys(hit.source_id for hit in replies[case.id].hits)), case.gold)
            for case in chosen
        ]
        floor = [
            ranking(places[case.project].floor.ids(case.query, LIMIT), case.gold) for case in chosen
        ]
        report.compare(f"{store}: {group}", compare_means(ours, floor))


def _tell_evidence(
    trial: Trial, report: Report, mem: Product, places: Mapping[str, Place], cases: Sequence[Case]
) -> None:
    """Share of the answering turns inside the context that an agent would be given."""
    for budget in BUDGETS:
        given = trial.ask(mem, "locomo", cases, budget=budget)
        ours = [_share_given(case, places, given[case.id].context, budget) for case in cases]
        floor = [_floor_share(case, places, budget) for case in cases]
        over = sum(tokens(given[case.id].context) > budget for case in cases)
        compared = compare(mean_of(ours), mean_of(floor), len(cases))
        report.compare(EACH, {f"evidence@{budget}": compared})
        report.tell(f"{EACH}: contexts over {budget} tokens", {"number": over})


def _share_given(
    case: Case, places: Mapping[str, Place], context: str, budget: int | None = None
) -> float:
    """Share of the gold whose words stand in the context, of which no more than fits counts."""
    allowed = squash(context if budget is None else context[: budget * CHARACTERS_A_TOKEN])
    texts = places[case.project].texts
    return sum(texts[id_] in allowed for id_ in case.gold) / len(case.gold)


def _floor_share(case: Case, places: Mapping[str, Place], budget: int) -> float:
    """The same of a context filled with the floor's turns, best first."""
    place = places[case.project]
    room = budget * CHARACTERS_A_TOKEN
    kept: set[str] = set()
    for id_ in place.floor.ids(case.query, FLOOR_DEPTH):
        room -= len(place.texts[id_]) + HEADING
        if room < 0:
            break
        kept.add(id_)
    return len(case.gold & kept) / len(case.gold)
