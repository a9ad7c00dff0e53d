"""Score how well the best hit tells a question that can be answered from one that cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slm.eval.cases import Case
from slm.eval.measures import auroc_of, bootstrap, compare, false_alarms_of, mean_of
from slm.eval.product import Reply
from slm.eval.report import Report
from slm.store.floor import Floor


def tell_silence(
    report: Report,
    title: str,
    right: Sequence[Case],
    wrong: Sequence[Case],
    replies: Mapping[str, Reply],
    floors: Mapping[str, Floor],
) -> None:
    """Add what scores tell apart, and how often anything is shown at either place.

    `right` and `wrong` hold the same questions in the same order.
    """
    ours = [[replies[case.id].best for case in cases] for cases in (right, wrong)]
    floor = [[floors[case.project].best(case.query) for case in cases] for cases in (right, wrong)]
    n = len(right)
    report.compare(
        title,
        {
            "auroc": compare(auroc_of(*ours), auroc_of(*floor), n),
            "false alarms at 95% kept": compare(false_alarms_of(*ours), false_alarms_of(*floor), n),
        },
    )
    shown = {
        f"{name} project answered": [float(bool(replies[case.id].context)) for case in cases]
        for name, cases in (("right", right), ("wrong", wrong))
    }
    measures = {name: bootstrap(mean_of(values), n) for name, values in shown.items()}
    report.estimate(f"{title}: at defaults", n, measures)
