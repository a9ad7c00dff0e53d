"""A history tells which sessions made a commit, changed a file, and have a title."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from invented import BEN, MORNING, WORK, day, history, session_id, title, write_log

from slm.domain.question import Place
from slm.eval.own.asked import Board, says_something
from slm.eval.own.commits import commit_board, file_board
from slm.eval.own.past import is_title, pasts, sittings
from slm.eval.own.titles import title_board
from slm.eval.sets.history import changed_paths

KITCHEN = Place("kitchen")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return history(tmp_path_factory.mktemp("history"))


@pytest.fixture
def places(made, tmp_path):
    """Logs and a repository of this test's own, to be changed."""
    return tuple(shutil.copytree(folder, tmp_path / folder.name) for folder in made)


def learned(engine, *paths):
    """What the product makes of these logs and repositories."""
    for path in paths:
        engine.import_(path, place=KITCHEN)
    return pasts(engine.read(KITCHEN).memories)


def golds(board):
    return {case.query: set(case.gold) for case in board.cases}


def test_a_long_pause_parts_two_sittings():
    minutes = [0, 30, 61, 200, 190]
    moments = [MORNING + timedelta(minutes=one) for one in minutes]

    found = list(sittings(moments))

    assert found == [(moments[0], moments[2]), (moments[4], moments[3])]


def test_a_commit_belongs_to_the_session_that_was_at_work(engine, places):
    board = commit_board(learned(engine, *places))

    assert golds(board) == {
        subject: {session_id(number)} for number, (_, subject, _) in enumerate(WORK)
    }
    assert board.left_out == {"says too little": 1}
    assert board.lacking == ""


def test_a_session_taken_up_days_later_did_not_make_what_came_between(engine, places, tmp_path):
    logs, repository = places
    engine.import_(repository, place=KITCHEN)
    later = json.loads((logs / f"{session_id(0)}.jsonl").read_text().splitlines()[0])
    later |= {"uuid": "f" * 32, "timestamp": day(8).isoformat()}
    with (logs / f"{session_id(0)}.jsonl").open("a") as log:
        log.write(json.dumps(later) + "\n")

    board = commit_board(learned(engine, logs))

    assert golds(board)[WORK[4][1]] == {session_id(4)}


def test_a_commit_that_its_session_quotes_is_not_asked(engine, places):
    logs, repository = places
    write_log(logs, 2, ("assistant", "Committed:\n  keep OVEN\ntemperature"))

    board = commit_board(learned(engine, logs, repository))

    assert "Keep oven temperature" not in golds(board)
    assert board.left_out["quoted in the session itself"] == 1


def test_a_conventional_prefix_and_a_number_do_not_hide_a_quote(engine, places, tmp_path):
    logs, repository = places
    write_log(logs, 2, ("assistant", "Committed: keep the oven warm"))
    (past,) = learned(engine, logs, repository)
    (oven,) = [one for one in past.commits if one.text.startswith("Keep oven")]
    renamed = replace(oven, text="fix(oven): keep the oven warm (#12)\n\nAnd more.")
    changed = replace(past, commits=tuple(renamed if one is oven else one for one in past.commits))

    assert commit_board([changed]).left_out["quoted in the session itself"] == 1


def test_what_others_committed_meanwhile_is_not_asked(engine, places):
    logs, repository = places
    (past,) = learned(engine, logs, repository)
    commits = list(past.commits)
    commits[0] = replace(commits[0], origin=replace(commits[0].origin, author=BEN.decode()))

    board = commit_board([replace(past, commits=tuple(commits))])

    assert len(board.cases) == len(WORK) - 1
    assert board.left_out["by others"] == 1


def test_a_subject_of_several_commits_is_not_asked(engine, places):
    (past,) = learned(engine, *places)

    board = commit_board([replace(past, commits=past.commits * 2)])

    assert board.cases == ()
    assert board.left_out["said of several commits"] == 2 * len(WORK)


def test_a_file_belongs_to_the_sessions_whose_commits_changed_it(engine, places):
    board = file_board(learned(engine, *places))

    assert golds(board) == {
        f"what did we do in {path}?": {session_id(number)}
        for number, (_, _, path) in enumerate(WORK)
    }


def test_files_need_the_repository_where_it_was_read(engine, places):
    found = learned(engine, *places)
    shutil.rmtree(places[1])

    assert "not where they were read" in file_board(found).lacking
    assert commit_board(found).lacking == ""


def test_without_commits_both_say_what_to_import(engine, places):
    found = learned(engine, places[0])

    assert "mem import REPOSITORY" in commit_board(found).lacking
    assert "mem import REPOSITORY" in file_board(found).lacking


def test_changed_paths_pass_over_the_first_commit_and_what_is_none(places):
    (past_commit,) = changed_paths(places[1], ["nonesuch", "0" * 40, head(places[1])])

    assert past_commit == (head(places[1]), [WORK[-1][2]])


def head(repository):
    return next((repository / ".git" / "refs" / "heads").iterdir()).read_text().strip()


def test_a_session_is_asked_for_by_the_last_title_in_its_log(engine, places):
    log = places[0] / f"{session_id(3)}.jsonl"
    with log.open("a") as lines:
        lines.write(json.dumps(title(session_id(3), "Why the fridge door glows")) + "\n")
        lines.write('{"type":"ai-title", broken\n')
        custom = {"type": "custom-title", "sessionId": session_id(4)}
        lines.write(json.dumps(custom | {"customTitle": "Wet plates everywhere"}) + "\n")

    board = title_board(learned(engine, places[0]))

    found = golds(board)
    assert len(found) == len(WORK)
    assert found["Why the fridge door glows"] == {session_id(3)}
    assert found[f"Complaint: {WORK[5][0]}"] == {session_id(5)}
    assert "Wet plates everywhere" not in found  # its own log, read later, says otherwise


def test_a_summary_names_the_session_of_its_last_turn(engine, places):
    write_log(places[0], 3)
    leaf = json.loads((places[0] / f"{session_id(3)}.jsonl").read_text().splitlines()[1])["uuid"]
    summary = {"type": "summary", "summary": "The glowing fridge mystery", "leafUuid": leaf}
    with (places[0] / f"{session_id(0)}.jsonl").open("a") as lines:
        lines.write(json.dumps(summary) + "\n")

    board = title_board(learned(engine, places[0]))

    assert golds(board)["The glowing fridge mystery"] == {session_id(3)}


def test_what_a_host_calls_a_session_is_no_evidence_for_it(engine, places):
    engine.import_(places[0], place=KITCHEN)
    titles = [one for one in engine.read(KITCHEN).memories if is_title(one)]
    (past,) = pasts(engine.read(KITCHEN).memories)

    assert len(titles) == len(WORK)
    assert {one.text for one in titles}.isdisjoint(text for _, text in past.texts)
    assert not any(past.is_quoted(one.text, [one.origin.session]) for one in titles)
    assert not is_title(replace(titles[0], origin=replace(titles[0].origin, session="")))


def test_titles_of_logs_that_are_gone_cannot_be_asked(engine, places):
    found = learned(engine, places[0])
    shutil.rmtree(places[0])

    assert "no title stands in the logs" in title_board(found).lacking


def test_a_project_with_few_sessions_is_not_asked_about(engine, places):
    for number in range(4, len(WORK)):
        (places[0] / f"{session_id(number)}.jsonl").unlink()

    assert learned(engine, *places) == []


def test_the_same_seed_draws_the_same_questions(engine, places):
    board = commit_board(learned(engine, *places))

    drawn = board.drawn(5, 1)

    assert len(drawn) == 5
    assert drawn == board.drawn(5, 1) != board.drawn(5, 2)
    assert [*drawn] == [case for case in board.cases if case in drawn]
    assert Board("none", ()).drawn(5, 1) == ()


def test_a_question_needs_three_telling_words():
    assert says_something("Mend the copper kettle")
    assert not says_something("Mend the kettle, and mend it")
