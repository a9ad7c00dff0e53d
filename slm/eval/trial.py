"""Ask a board's questions, each fold by the ranker that was trained without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from slm.errors import UsageError
from slm.eval.cases import Case
from slm.eval.product import Product, Reply, product
from slm.eval.report import Report

KILOBYTE = 1024
MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Trial:
    """One way of running the boards: where their homes are, and with which rankers."""

    homes: Path  # a folder a home in it for each store; kept homes are not filled again
    rankers: Path | None = None  # holds BOARD-FOLD.json; None: the product's own weights
    options: tuple[str, ...] = ()  # of `mem recall`, for every question
    is_watched: bool = False  # logs are followed, not imported

    @contextmanager
    def product(self, store: str) -> Iterator[Product]:
        """`mem` with the home of this store."""
        with product(self.homes / store) as made:
            yield made

    def take_in(self, mem: Product, folder: Path, format_: str, project: str) -> None:
        """Have a folder of logs remembered as a project's."""
        if self.is_watched:
            mem.follow(folder, project)
        else:
            mem.load(folder, format_, project)

    def ask(
        self, mem: Product, board: str, cases: Sequence[Case], **bounds: int
    ) -> dict[str, Reply]:
        """Each case's reply, within `limit` and `budget`; raises UsageError where there is none."""
        if not cases:
            raise UsageError(f"{board}: there is nothing to ask", "look at the questions and logs")
        folds: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            folds[case.fold if self.rankers else ""].append(case)
        replies: dict[str, Reply] = {}
        for fold in sorted(folds):
            mem.use_ranker(self.rankers / f"{board}-{fold}.json" if self.rankers else None)
            replies |= mem.ask([_question(case, bounds) for case in folds[fold]], self.options)
        return replies


def _question(case: Case, bounds: dict[str, int]) -> dict[str, object]:
    return {"id": case.id, "query": case.query, "project": case.project, **bounds}


def tell_cost(report: Report, mem: Product, store: str, replies: Sequence[Reply]) -> None:
    """Add what the answers cost in time and room, the latter without a journal that passes."""
    status = mem.status()
    memories, peak = int(str(status["memories"])), peak_megabytes(int(str(status["pid"])))
    text = mem.text_bytes()
    mem.stop()
    room = mem.settings.database.stat().st_size
    took = sorted(reply.took_ms for reply in replies)
    report.tell(
        f"{store}: cost",
        {
            "import s": round(mem.import_seconds, 1),
            "took_ms p50": round(percentile(took, 0.5), 2),
            "took_ms p95": round(percentile(took, 0.95), 2),
            "memories": memories,
            "db MB": round(room / MEGABYTE, 2),
            "bytes beyond text": round((room - text) / memories),
            "daemon peak MB": peak,
        },
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that this share of the ordered values lies below."""
    return ordered[int(len(ordered) * share)]


def peak_megabytes(pid: int) -> int | None:
    """The most memory a process ever had; None where the kernel does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) // KILOBYTE for line in lines if line[:5] == "VmHWM"), None)
