"""A lesson is a check that failed, and the change after which it passed."""

import json

import pytest
from runs import FAILING, NO_CHECKS, Session
from talking import concluded

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest import reading

ERROR = "src/oven.py:4: error: Argument 1 has incompatible type"
COMMAND = "mypy src"
BOILED = "E   AssertionError: boil_water returned 99 not 100\n1 failed in 0.2s"
# What is wrong is not in the project's files, or is half-done work, or a slip.
NO_REASONS = (
    "bash: mypy: command not found",
    "error: unknown flag --strickt",
    "connection refused",
    "The user doesn't want to proceed with this tool use.",
    "",
    "exit status 1",
    "src/oven.go:4:2: undefined: Bake",
    "src/oven.rs:4: error: cannot find function `bake`",
    '  File "src/oven.py", line 3\nSyntaxError: invalid syntax',
    "src/oven.py:4: error: ModuleNotFoundError: no oven",
    "src/oven.py:4:1: F401 `os` imported but unused",
    "src/oven.py:4:1: E501 line too long (104 > 100)",
)


def lessons(session):
    return concluded(*session.turns, kind=Kind.LESSON)


def begun():
    return Session().say("Please make it pass.", "user").say("Let me run the check.")


def test_a_check_that_fails_and_passes_after_a_change_is_a_lesson():
    for command, output, file in FAILING:
        session = begun().run(command, output, failed=True).edit(file)
        found = lessons(session.run(command, "ok", failed=False))
        assert [file.rsplit("/")[-1] in one.text for one in found] == [True], command
        assert [turn.text for turn in found[0].evidence] == ["Let me run the check."]


def test_a_check_that_passes_without_a_change_was_flaky():
    for command, output, _ in FAILING:
        session = begun().run(command, output, failed=True)
        assert lessons(session.run(command, "ok", failed=False)) == [], command


def test_other_commands_that_fail_teach_nothing():
    for command in NO_CHECKS:
        session = begun().run(command, ERROR, failed=True).edit("src/oven.py")
        assert lessons(session.run(command, "ok", failed=False)) == [], command


@pytest.mark.parametrize("output", NO_REASONS)
def test_a_failure_that_is_not_the_projects_teaches_nothing(output):
    session = begun().run(COMMAND, output, failed=True).edit("src/oven.py")

    assert lessons(session.run(COMMAND, "ok", failed=False)) == []


def test_there_are_enough_examples():
    assert len(FAILING) >= 60
    assert len(NO_CHECKS) + len(FAILING) + len(NO_REASONS) >= 120


def test_the_agents_explanation_comes_first_and_is_the_main_evidence():
    why = "The check fails because the oven's timer is an int. Let me change it."
    session = begun().run(COMMAND, ERROR, failed=True).say(why).edit("src/oven.py")

    (found,) = lessons(session.run(COMMAND, "ok", failed=False))

    assert found.text == (
        "The check fails because the oven's timer is an int. "
        f"`mypy src` failed ({ERROR}); it passed after a change to oven.py."
    )
    assert [turn.text for turn in found.evidence] == [why, "Let me run the check."]


def test_an_edit_that_failed_changed_nothing():
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py", failed=True)

    assert lessons(session.run(COMMAND, "ok", failed=False)) == []


def test_a_test_that_alone_was_changed_was_wrong_itself():
    output = "E   AssertionError: assert 12 == 13"
    session = begun().run("pytest", output, failed=True).edit("tests/test_oven.py")

    assert lessons(session.run("pytest", "1 passed", failed=False)) == []


def test_a_test_that_was_to_fail_teaches_nothing():
    session = begun().say("Now let me run the new test to see it fail.")
    session.run("pytest", "E   AssertionError: assert 12 == 13", failed=True).edit("src/oven.py")

    assert lessons(session.run("pytest", "1 passed", failed=False)) == []


def asked_and_mended(asked):
    session = Session().say(asked, "user").run("pytest -q", BOILED, failed=True).edit("tea.py")
    return lessons(session.run("pytest -q", "1 passed in 0.2s", failed=False))


@pytest.mark.parametrize(
    "asked",
    [
        "fix the failing test",
        "Fix the failing tests in tests/test_tea.py please.",
        "can you look into the two failing unit tests",
        "resolve all failing tests",
        "There is a failing test on main.",
        "Why are there failing tests?",
        "I have a failing test in CI, find the fault",
        "Check why the build fails.",
        "debug this failing test",
        "now address the one remaining failing test",
    ],
)
def test_a_test_that_is_to_be_mended_was_not_written_to_fail(asked):
    (lesson,) = asked_and_mended(asked)

    assert "99 not 100" in lesson.text


@pytest.mark.parametrize(
    "asked",
    [
        "write a failing test for the kettle",
        "Add the failing test first, then make it pass.",
        "Start with a failing unit test.",
        "Now the failing test is there; mend the code.",
        "Check that the test fails before the change.",
        "Verify it fails.",
        "TDD please.",
        "The tests should fail now.",
        "reproduce the fault in a test",
        "I will commit the failing test and then fix it",
    ],
)
def test_a_test_that_was_written_to_fail_teaches_nothing(asked):
    assert asked_and_mended(asked) == []


PYTEST = """
    def test_total():
        for price in prices:
>           assert total(price) == 100
E           assert 99 == 100
E            +  where 99 = total(3)

tests/test_till.py:6: AssertionError
=========================== short test summary info ============================
FAILED tests/test_till.py::test_total - assert 99 == 100
1 failed in 0.79s"""
CARGO = """
running 1 test
test total ... FAILED

---- total stdout ----

thread 'total' (14116) panicked at src/lib.rs:3:9:
assertion `left == right` failed
  left: 99
 right: 100
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

test result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 0.08s

error: test failed, to rerun pass `--lib`"""


@pytest.mark.parametrize(
    ("command", "output", "passes", "reason"),
    [
        ("pytest", PYTEST, "1 passed in 0.2s", "assert 99 == 100"),
        (
            "pytest",
            "E               KeyError: 'flour'\n1 failed in 0.1s",
            "1 passed in 0.2s",
            "KeyError: 'flour'",
        ),
        (
            "cargo test",
            CARGO,
            "running 1 test\ntest result: ok. 1 passed; 0 failed",
            "src/lib.rs:3:9: assertion `left == right` failed left: 99 right: 100",
        ),
        (
            "npm test",
            "# Subtest: total\nnot ok 1 - adds up the prices\n# fail 1",
            "ok 1 - adds up the prices\n# pass 1",
            "adds up the prices",
        ),
        (
            "npm test",
            "✖ adds up the prices\nfail 1",
            "✔ adds up the prices\npass 1",
            "adds up the prices",
        ),
        (
            "go test ./...",
            "--- FAIL: TestTotal (0.00s)\n    till_test.go:8: got 99, want 100\nFAIL",
            "ok  \tshop/till\t0.003s",
            "till_test.go:8: got 99, want 100",
        ),
    ],
)
def test_a_runner_of_tests_is_understood_as_it_prints(command, output, passes, reason):
    session = begun().run(command, output, failed=True).edit("shop/till")
    (lesson,) = lessons(session.run(command, passes, failed=False))

    assert f"`{command}` failed ({reason}); it passed after a change to till." in lesson.text


def test_a_linter_names_the_file_that_is_to_be_changed():
    output = "src/oven.py:4:2: B006 mutable default argument"
    session = begun().run("ruff check .", output, failed=True).edit("src/till.py")

    assert lessons(session.run("ruff check .", "ok", failed=False)) == []


def test_documents_are_no_reason_and_many_files_are_none():
    few = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py").edit("NOTES.md")
    (found,) = lessons(few.run(COMMAND, "ok", failed=False))
    many = begun().run(COMMAND, ERROR, failed=True)
    for name in "abcd":
        many.edit(f"src/{name}.py")

    assert found.text.endswith("it passed after a change to oven.py.")
    assert lessons(many.run(COMMAND, "ok", failed=False)) == []


def test_a_pass_long_after_is_another_matter():
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")
    for _ in range(40):
        session.run("ls", "oven.py", failed=False)

    assert lessons(session.run(COMMAND, "ok", failed=False)) == []


def test_what_only_shapes_the_output_makes_no_other_command():
    session = begun().run(f"cd /home/ana/shop && {COMMAND} 2>&1 | tail -5", ERROR, failed=True)
    session.edit("src/oven.py").run(COMMAND, "ok", failed=False)

    (found,) = lessons(session)
    assert found.text.startswith("`mypy src` failed")


def test_a_chain_that_passes_says_so_of_each_of_its_parts():
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")

    assert len(lessons(session.run(f"ruff check . && {COMMAND}", "ok", failed=False))) == 1


@pytest.mark.parametrize("filter_", ["| grep -c error", "| wc -l", "; echo done", "|| true"])
def test_a_filters_exit_code_says_nothing_of_the_check(filter_):
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")

    assert lessons(session.run(f"{COMMAND} {filter_}", "0", failed=False)) == []


def test_a_shown_failure_is_one_whatever_the_exit_code():
    session = begun().run(f"{COMMAND} | tail -3", ERROR, failed=False).edit("src/oven.py")

    assert len(lessons(session.run(f"{COMMAND} | tail -3", "ok", failed=False))) == 1


def test_results_of_calls_at_once_find_their_own_calls():
    session = begun()
    turns = [*session.turns]
    for call, command in (("a", "mypy src"), ("b", "ruff check src")):
        text = "Bash " + json.dumps({"command": command})
        turns.append(Turn(Sort.CALL, text, call=call, author="assistant"))
    turns.append(Turn(Sort.RESULT, "ok", call="b", failed=False))
    turns.append(Turn(Sort.RESULT, f"Exit code 1\n{ERROR}", call="a", failed=True))
    rest = Session().edit("src/oven.py").run(COMMAND, "ok", failed=False)

    (found,) = concluded(*turns, *rest.turns, kind=Kind.LESSON)

    assert found.text.startswith("`mypy src` failed")


def codex(name, given, output, call):
    return (
        Turn(Sort.CALL, f"{name}\n{given}", author="assistant", call=call),
        Turn(Sort.RESULT, output, author="assistant", call=call),
    )


def test_codex_goes_on_with_a_command_that_takes_long():
    patch = "*** Begin Patch\n*** Update File: src/oven.py\n@@\n-a\n+b\n*** End Patch"
    turns = (
        *begun().turns,
        *codex("exec_command", '{"cmd":"mypy src"}', "Process running with session ID 7", "1"),
        *codex(
            "write_stdin",
            '{"session_id":7,"chars":""}',
            f"Process exited with code 1\nOutput:\n{ERROR}",
            "2",
        ),
        *codex("apply_patch", patch, "Exit code: 0\nSuccess.", "3"),
        *codex("shell", '{"command":["bash","-lc","mypy src"]}', "Exit code: 0\nok", "4"),
    )

    (found,) = concluded(*turns, kind=Kind.LESSON)

    assert found.text == f"`mypy src` failed ({ERROR}); it passed after a change to oven.py."


# A check ended well, and nobody can know that it passed.
NOT_SEEN_TO_PASS = (
    ("pytest -q | head -3", "..F..\n\n====="),
    ("pytest -q | tail -1", "tests/test_oven.py ......"),
    ("go test ./... | head -2", "ok  \tferry/dock\t0.1s\nok  \tferry/depth\t0.2s"),
    ("pytest -q", "no tests ran in 0.01s"),
    ("pytest -q -k tides", "collected 0 items"),
    ("go test ./...", "ok  \tferry\t0.1s [no tests to run]"),
    ("cargo test", "running 0 tests\n\ntest result: ok. 0 passed; 0 failed"),
    ("npm test", "No tests found, exiting with code 0"),
    ("pytest -q", "Command running in background with ID: b12"),
    ("pytest -q", "Command was manually backgrounded by user with ID: b12"),
    ("pytest -q", "The user doesn't want to proceed with this tool use. It was rejected."),
    ("pytest -q", "[Request interrupted by user for tool use]"),
    ("pytest -q --collect-only", "1 test collected"),
)
SEEN_TO_PASS = (
    ("pytest -q | tail -1", "12 passed in 0.3s"),
    ("go test ./... | head -20", "ok  \tferry/dock\t0.1s"),
    ("go test ./...", "?   \tferry/cmd\t[no test files]\nok  \tferry/dock\t0.1s"),
    ("mypy shop | tail -3", "Success: no issues found in 12 source files"),
    ("go vet ./... 2>&1 | head -5", ""),
    ("cargo test", "running 4 tests\n\nrunning 0 tests"),
)


def fixed(command, output):
    """A session in which a check fails, a file is changed, and the check ends well."""
    failing = "shop/till.py:14:2: error: price is None in the night\n1 failed"
    session = begun().run(command, failing, failed=True).edit("shop/till.py")
    return session.run(command, output, failed=False)


@pytest.mark.parametrize(("command", "output"), NOT_SEEN_TO_PASS)
def test_a_check_that_nobody_saw_pass_teaches_nothing(command, output):
    assert lessons(fixed(command, output)) == []


@pytest.mark.parametrize(("command", "output"), SEEN_TO_PASS)
def test_a_check_whose_end_is_shown_does_pass(command, output):
    assert len(lessons(fixed(command, output))) == 1


@pytest.mark.parametrize(
    "command",
    [
        "git checkout src/oven.py",
        "git checkout -- oven.py && ls",
        "git -C src restore oven.py",
        "git checkout HEAD -- src/",
        "git restore .",
        "git stash",
        "git reset --hard HEAD",
        "git switch main",
        "git checkout main",
    ],
)
def test_a_change_that_was_taken_back_made_nothing_pass(command):
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")
    session.run(command, "", failed=False)

    assert lessons(session.run(COMMAND, "ok", failed=False)) == []


@pytest.mark.parametrize(
    "command",
    [
        "git checkout README.md",
        "git checkout -b oven",
        "git restore --staged src/oven.py",
        "git stash && git stash pop",
        "git stash list",
        "git diff",
        "git reset HEAD~1",
    ],
)
def test_a_change_that_stays_still_counts(command):
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")
    session.run(command, "", failed=False)

    assert len(lessons(session.run(COMMAND, "ok", failed=False))) == 1


def test_what_was_put_aside_counts_again_once_it_is_back():
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")
    session.run("git stash", "", failed=False).run("git stash pop", "", failed=False)

    assert len(lessons(session.run(COMMAND, "ok", failed=False))) == 1


def test_a_check_amid_a_stash_says_nothing_of_the_change():
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")

    assert lessons(session.run(f"git stash && {COMMAND}", "ok", failed=False)) == []


def test_an_edit_that_was_undone_made_nothing_pass():
    session = begun().run(COMMAND, ERROR, failed=True).edit("src/oven.py")
    session.edit("src/oven.py", was="b", becomes="a")

    assert lessons(session.run(COMMAND, "ok", failed=False)) == []


def test_codex_wrote_exit_codes_behind_what_was_printed(tmp_path):
    patch = "*** Begin Patch\n*** Update File: src/oven.py\n@@\n-a\n+b\n*** End Patch"
    told = "src/oven.py: Success\n" * 40

    def ran(output, code):
        return json.dumps({"output": output, "metadata": {"exit_code": code, "duration": 0.1}})

    def records():
        yield "session_meta", {"id": "s1", "cwd": str(tmp_path)}
        for number, (kind, name, given, output) in enumerate(
            (
                ("function_call", "shell", '{"command":["mypy","src"]}', ran(told + ERROR, 1)),
                ("custom_tool_call", "apply_patch", patch, ran("Success.", 0)),
                ("function_call", "shell", '{"command":["mypy","src"]}', ran(told, 0)),
            )
        ):
            call = {"type": kind, "name": name, "call_id": f"c{number}"}
            given_as = "input" if kind == "custom_tool_call" else "arguments"
            if number == 0:
                text = [{"type": "input_text", "text": "Please make it pass."}]
                yield "response_item", {"type": "message", "role": "user", "content": text}
            yield "response_item", {**call, given_as: given}
            yield (
                "response_item",
                {"type": f"{kind}_output", "call_id": f"c{number}", "output": output},
            )

    log = tmp_path / "rollout-1.jsonl"
    lines = (json.dumps({"type": kind, "payload": payload}) for kind, payload in records())
    log.write_text("\n".join(lines) + "\n")
    (found,) = reading.find(log)
    turns = [one for portion in reading.read(found) for one in portion.items]

    (lesson,) = concluded(*turns, kind=Kind.LESSON)

    assert lesson.text == f"`mypy src` failed ({ERROR}); it passed after a change to oven.py."
