"""Tell which project an agent's own memory is about."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from slm.domain.turn import Turn
from slm.errors import UnreadableInput
from slm.ingest import reading

# A log's first records are of the host's; the folder stands in each that somebody said.
_PORTIONS = 200


def worked_in(folder: Path) -> str:
    """The folder that the sessions logged beside a native memory were held in; "" if unknown.

    The folder's own name tells it too, but "-home-ana-tea-pot" may be tea/pot or tea-pot.
    """
    for log in sorted(folder.glob("*.jsonl")):
        try:
            (found,) = reading.find(log)
        except UnreadableInput:
            continue
        for portion in islice(reading.read(found), _PORTIONS):
            for item in portion.items:
                if isinstance(item, Turn) and item.folder:
                    return item.folder
    return ""
