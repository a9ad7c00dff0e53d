import pytest

from slm.ingest.machines import was_told, works_alone

OBSERVER = "You are a Claude-Mem, a specialized observer tool for creating searchable memory"


@pytest.mark.parametrize("host", ["sdk-ts", "sdk-cli", "sdk-py", "exec", ""])
def test_a_memory_tools_prompt_to_a_model_without_a_person_is_told(host):
    assert was_told(f"\n {OBSERVER}", host)


@pytest.mark.parametrize("host", ["cli", "claude-vscode", "claude-desktop", "vscode"])
def test_a_person_may_paste_such_a_prompt(host):
    assert not was_told(OBSERVER, host)


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "Summarize this conversation for the release notes.",
        "You are a specialized observer of birds.",
        f"What does this mean: {OBSERVER}",
        "Extract the significant facts from this text.",
        "Write a title for this session.",
    ],
)
def test_a_prompt_that_somebody_might_write_is_kept(prompt):
    assert not was_told(prompt, "sdk-cli")


def test_folders_of_memory_tools_are_known_unless_a_person_works_there():
    assert works_alone("/home/ana/.claude-mem/observer-sessions", "sdk-ts")
    assert works_alone("C:\\Users\\ana\\.codex\\memories\\", "")
    assert not works_alone("/home/ana/.codex/memories", "cli")
    assert not works_alone("/home/ana/observer-sessions", "sdk-ts")
    assert not works_alone("/home/ana/.claude-mem/observer-sessions/tool", "sdk-ts")
