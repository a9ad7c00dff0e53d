import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.domain.turn import Sort
from slm.ingest.boilerplate import OWN_TAG, said_in, tell


def test_our_own_words_never_come_back_as_speech():
    assert tell(f'<{OWN_TAG} version="1">\nremembered\n</{OWN_TAG}>')[0] is Sort.INJECTED
    assert said_in(f"Bake it. <{OWN_TAG}>remembered</{OWN_TAG}> Now.") == "Bake it.  Now."


@pytest.mark.parametrize(
    "tag",
    [
        "claude-mem-context",
        "hindsight_memories",
        "relevant_memories",
        "supermemory-context",
        "memory-context",
        "private",
    ],
)
def test_what_other_memories_inject_is_taken_out(tag):
    assert said_in(f"before\n<{tag} a='1'>\nold\n</{tag}>\nafter") == "before\n\nafter"


@pytest.mark.parametrize(
    "text",
    [
        "if (a < b && c > d) return;",
        "The page has <b>bold</b> text and a <memory>640K</memory> tag.",
        "what is `<relevant_memories>` for? see </relevant_memories>",
        "```\n<system-reminder>\nquoted\n</system-reminder>\n```",
        "an opening <system-reminder> in a sentence </system-reminder> stays",
        "First line.\n<system-reminder>\nnever closed, after words of the user's",
        "Do not caveat: the messages below were generated",
    ],
)
def test_what_people_write_about_tags_stays(text):
    assert tell(text) == (Sort.SPEECH, text)


def test_blocks_that_follow_each_other_on_a_line_all_go():
    text = "<bash-stdout>a</bash-stdout><bash-stderr>b</bash-stderr> \n<my-hook>c</my-hook>"

    assert said_in(text) == ""


def test_a_block_inside_which_a_fence_opens_does_not_swallow_what_follows():
    text = "<system-reminder>\n```\nodd\n</system-reminder>\nSpeech.\n```\ncode\n```"

    assert said_in(text) == "Speech.\n```\ncode\n```"


def test_words_typed_after_a_command_are_speech_and_the_command_is_not():
    command = "<command-name>/review</command-name><command-args>the yeast</command-args>"

    assert tell(command) == (Sort.SPEECH, "the yeast")
    assert tell(command.replace("the yeast", ""))[0] is Sort.INJECTED


def test_a_summary_that_continues_a_session_is_told_by_its_opening():
    text = "This session is being continued from a previous conversation that ran out of context."

    assert tell(text) == (Sort.SUMMARY, text)


@pytest.mark.parametrize(
    "piece",
    [
        "<system-reminder>\n",
        "<system-reminder>",
        "```\n",
        "~~~~\n<private>",
        "<a-a",
        "-hook",
        "[Image #1]",
        "\n \n",
        "<command-args>",
        "\nIf you need specific details from before exiting plan mode",
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece):
    text = piece * (1_000_000 // len(piece))
    begin = time.process_time()
    said_in("x" + text)
    said_in(text)

    assert time.process_time() - begin < 5  # a quadratic way would take hours


tags = st.sampled_from(
    ["<system-reminder>", "</system-reminder>", "```", "\n", "<private>", "</private>", "word", " "]
)


@given(st.lists(tags | st.text(max_size=8)).map("".join))
def test_any_text_is_told_and_what_was_said_is_part_of_it(text):
    sort, told = tell(text)

    assert sort in (Sort.SPEECH, Sort.INJECTED, Sort.SUMMARY)
    assert len(told) <= len(text)
    assert sort is Sort.SPEECH or told == text
