import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.domain.frame import OWN_TAG
from slm.domain.turn import Sort
from slm.ingest.boilerplate import said_in, tell


def test_our_own_words_never_come_back_as_speech():
    assert tell(f'<{OWN_TAG} version="1">\nremembered\n</{OWN_TAG}>')[0] is Sort.INJECTED
    assert said_in(f"Bake it. <{OWN_TAG}>remembered</{OWN_TAG}> Now.") == "Bake it.  Now."


@pytest.mark.parametrize(
    "tag",
    [
        "claude-mem-context",
        "CLAUDE-MEM-CONTEXT",
        "Claude-Mem-Context",
        "agentmemory-context",
        "letta_memory_blocks",
        "recalled-memories",
        "project-memory",
        "system-reminder",
        "System-Reminder",
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
        "what is the <system-reminder> for that I see?",
        "what does the <claude-mem-context> tag do, and <mem-context>?",
        "what does the <claude-mem-context>\ttag do?\nAnd the other?",
        "<Engram />\nis the icon, <system-reminder/> is not",
        "<memory-map>\n0x00 rom\n</memory-map>\nis where it starts",
        "the chart shows <memory_usage unit='MB'>640</memory_usage>",
        "<working-memory>7</working-memory> <shared_memory_pool/> <memory>1</memory>",
        "<engrammar>a</engrammar> <mem0ry>b</mem0ry> <MEMORY_CONTEXTS>c</MEMORY_CONTEXTS>",
        "First line.\n<system-reminder>\nnever closed, after words of the user's",
        "Do not caveat: the messages below were generated",
    ],
)
def test_what_people_write_about_tags_stays(text):
    assert tell(text) == (Sort.SPEECH, text)


REMEMBERED = [
    # left open: to the end
    ("Bake it.\n<claude-mem-context>\nold\nwords", "Bake it."),
    ("Bake it. <claude-mem-context>\nold", "Bake it."),
    ("Bake it. <claude-mem-context>old words", "Bake it."),
    ("<HINDSIGHT_MEMORIES>\nold", ""),
    # in each other
    ("a <T>\nb\n<T>\nc\n</T>\nd\n</T> e", "a  e"),
    ("a <T>b<T>c<T>d</T>e</T>f</T> g <T>h</T> i", "a  g  i"),
    # of one the end is missing: what comes after the other ends is the user's
    ("a <T>\nb\n<T>\nc\n</T> d", "a  d"),
    ("a <T>b<T>c</T> d <T>e</T> f", "a  d  f"),
    ("a <T>b<T>c<T>d</T></T> e", "a  e"),
    ("a <T>b</T> c\n<T>d", "a  c"),
    # the end may be written in another way
    ("a <T>b</t> c <t id='1'>d</T > e", "a  c  e"),
]


@pytest.mark.parametrize("tag", ["claude-mem-context", "MEM-CONTEXT", "relevant_memories"])
@pytest.mark.parametrize(("text", "said"), REMEMBERED)
def test_what_is_injected_goes_whole_and_what_follows_it_stays(text, said, tag):
    written = text.replace("T>", f"{tag}>").replace("T >", f"{tag} >")
    written = written.replace("<t", f"<{tag.lower()}").replace("</t", f"</{tag.lower()}")

    assert said_in(written) == said


def test_a_hosts_tag_is_told_from_anothers_by_its_case():
    text = "<INSTRUCTIONS>\na </instructions> b\n</INSTRUCTIONS>\nBake it."

    assert said_in(text) == "Bake it."
    assert said_in("<instructions>\nBake it.\n</instructions>").startswith("<instr")


def test_a_reminder_within_a_line_goes_and_the_line_stays():
    text = "Bake <system-reminder>\nRead `</system-reminder>`\n</system-reminder> the bread."

    assert said_in(text) == "Bake  the bread."
    assert said_in("Bake.<SYSTEM-REMINDER>x</SYSTEM-REMINDER>") == "Bake."


PRIVATE = [
    ("a <private>S</private> b", "a  b"),
    ("a <private >S</private> b", "a  b"),
    ("a <private\n>S</private > b", "a  b"),
    ("a <PRIVATE>S</Private> b", "a  b"),
    ("a <private reason='x > y'>S</private> b", "a  b"),
    ('a <private reason="mine" until=never>S</private> b', "a  b"),
    ("a <private mine>S</private> b", "a  b"),
    ("a < private>S</ private> b", "a  b"),
    ("a <private>S<private>S</private>S</private> b", "a  b"),
    ("a <private>S <private key> S</private> b", "a  b"),
    ("a <private>S", "a"),
    ("a <private >S\nS", "a"),
    ("a <private>S<private>S</private>S", "a"),
    ("<private>S", ""),
    ("a\n```\n<private>S</private>\n```", "a\n```\n\n```"),
    ("<system-reminder>see <private></system-reminder>a", "a"),
]


@pytest.mark.parametrize(("text", "said"), PRIVATE)
def test_what_is_private_is_no_speech_of_anybodys(text, said):
    assert said_in(text) == said


@pytest.mark.parametrize(
    "text", ["sign it with <private key>", "set `<private>` around it", "a <private/> b"]
)
def test_words_that_look_like_the_private_tag_stay(text):
    assert said_in(text) == text


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
        "<private>",
        "<private x></private>",
        "<private a='",
        "<mem-context>",
        "<mem-context>\n<mem-context></mem-context>",
        "</mem-context>",
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


def test_a_hostile_text_of_many_names_takes_no_longer_than_its_length():
    text = "".join(f"<a{n}-hook>\n" for n in range(80_000))
    begin = time.process_time()
    said_in("x\n" + text)

    assert time.process_time() - begin < 5


tags = st.sampled_from(
    ["<system-reminder>", "</system-reminder>", "```", "\n", "<private>", "</private>", "word", " "]
)


@given(st.lists(tags | st.text(max_size=8)).map("".join))
def test_any_text_is_told_and_what_was_said_is_part_of_it(text):
    sort, told = tell(text)

    assert sort in (Sort.SPEECH, Sort.INJECTED, Sort.SUMMARY)
    assert len(told) <= len(text)
    assert sort is Sort.SPEECH or told == text
