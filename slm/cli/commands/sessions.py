"""Offer `mem sessions`: which sessions there are, and the episodes of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from slm.cli.memories import moment
from slm.cli.options import Everywhere, Json, Project, RowLimit
from slm.cli.place import place
from slm.cli.printing import print_report, print_table, remark
from slm.cli.recalling import between
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.episode import Session, WholeSession
from slm.domain.question import Place
from slm.wire.messages import AskSession, AskSessions

app = new_app()

# Of an id: enough to name the session by, as lines for agents show it.
SHOWN_ID = 8


@app.command(
    epilog=examples("mem sessions", "mem sessions --all --limit 50", "mem sessions 5d1c --json")
)
def sessions(
    session: Annotated[
        str | None,
        typer.Argument(metavar="[SESSION]", help="List its episodes; an id, or its beginning."),
    ] = None,
    *,
    project: Project = None,
    limit: RowLimit = "20",
    all_: Everywhere = False,
    json: Json = False,
) -> int:
    """List sessions, newest first, or the episodes of one."""
    if session is not None:
        return _tell_episodes(ask(load_settings(), AskSession(session)), json=json)
    where = Place(**place(project, everywhere=all_))
    found = ask(load_settings(), AskSessions(where, between("--limit", limit)))
    if json:
        print_report(found)
    elif found.sessions:
        columns = ("session", "ended", "agent", "project", "turns", "episodes", "title")
        print_table(columns, map(_row, found.sessions))
        left = found.total - len(found.sessions)
        remark(f"{left:,} more, see --limit" if left else "")
    else:
        remark("nothing found")
    return 0 if found.sessions else 1


def _tell_episodes(whole: WholeSession, *, json: bool) -> int:
    if json:
        print_report(whole)
        return 0
    one = whole.session
    parts = (one.title, one.agent, one.project, f"{one.turns:,} turns")
    remark(f"{one.session}: {', '.join(filter(None, parts))}")
    print_table(("began", "turns", "first", "about", "opens with"), _episodes(whole))
    return 0


def _row(one: Session) -> tuple[str, ...]:
    numbers = (f"{one.turns:,}", f"{one.episodes:,}")
    name = one.session[:SHOWN_ID]
    return name, moment(one.ended_at), one.agent, one.project, *numbers, one.title


def _episodes(whole: WholeSession) -> Iterator[tuple[str, ...]]:
    for one in whole.episodes:
        about = " ".join(one.words)
        yield moment(one.began_at), f"{one.turns:,}", one.first[:SHOWN_ID], about, one.opening
