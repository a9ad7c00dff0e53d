"""Compare candidates with what the best of them have in common."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from slm.embed.codecs import Matrix, Vector, cosines, from_int4
from slm.recall.asked import Asked
from slm.recall.following import DIGITS
from slm.recall.pool import Style
from slm.store import vectors
from slm.store.database import Connection

# How sharply the network remembers: of the best so many candidates, the last weighs e^-SHARPNESS
# beside the first. With LoCoMo's questions that is a beta of about 24; half and twice as much
# order as well, and a fixed 12 to 20 too.
BEST = 50
SHARPNESS = 4.0
# Candidates this alike are copies of one text: a sharper step would choose among them by chance.
NARROWEST = 0.05


class Associative:
    """One step of a modern Hopfield network whose stored patterns are the candidates' vectors.

    Ramsauer et al. 2020 (arXiv:2008.02217), equation 3; beta is from the spread of the cosines. The
    score tells how much a candidate is like all that was found. In talk such a one answers less
    often than its other scores say, and a ranker weighs it below zero: LoCoMo's nDCG@10 is then
    .706 instead of .697 (+.009 ± .006). At work it weighs above zero, and hardly matters.
    """

    name = "associative"
    # At work and for texts it adds less than .005 ± .008 to the MRR.
    serves = frozenset({Style.DIALOGUE})

    def follow(
        self, db: Connection, asked: Asked, found: Mapping[int, float], _limit: int
    ) -> Mapping[int, float]:
        """The cosine of each passage with the recalled pattern; nothing new, none without one."""
        rows = vectors.codes(db, sorted(found)) if asked.vector is not None else []
        if asked.vector is None or not rows:
            return {}
        codes = [code for _, code in rows]
        pattern = recalled(from_int4(codes), cosines(asked.vector, codes))
        near = cosines(pattern, codes).tolist()
        scores = {
            row: max(0.0, round(score, DIGITS)) for (row, _), score in zip(rows, near, strict=True)
        }
        return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


def recalled(patterns: Matrix, likeness: Vector) -> Vector:
    """What the network settles on in one step, from how alike the question and each pattern are."""
    weights = np.exp(beta(likeness) * (likeness - likeness.max()))
    # Not by BLAS, whose threads wait for each other on a busy machine. In double precision, since
    # what comes back after a forgetting is added up elsewhere among the patterns.
    return np.asarray(np.einsum("i,ij->j", weights, patterns, dtype=np.float64), np.float32)


def beta(likeness: Vector) -> float:
    """The inverse temperature that this question's candidates ask for."""
    best = np.sort(likeness)[::-1][:BEST]
    return SHARPNESS / max(float(best[0] - best[-1]), NARROWEST)
