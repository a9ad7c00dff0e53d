"""A session is named by as much of its id as is shown."""

from made import rows, write_jsonl

from slm.domain.question import Place


def test_the_beginning_of_a_session_lists_it(engine, tmp_path):
    session = "7c1e9a40-0000-4000-8000-000000000007"
    log = write_jsonl(tmp_path / "log.jsonl", ({**row, "session": session} for row in rows(3)))
    engine.import_(log, place=Place("bakery"))

    assert engine.list(Place("bakery"), session=session[:8]).total == 3
    assert engine.list(Place("bakery"), session="7c1f").total == 0
