"""Our hooks go in beside those of others, and come out without a trace."""

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from odd import OTHERS_HOOK, SETTINGS, settings_documents

from slm.agents.hooks import EVENTS, HookEntries
from slm.agents.json_text import read
from slm.agents.part import NotOurs

PART = HookEntries(Path("settings.json"), "claude-code")
MEM = Path("/usr/bin/mem")
ELSEWHERE = Path("/home/anna lee/.local/bin/mem")


def group(command):
    return {"hooks": [{"type": "command", "command": command, "timeout": 5}]}


def expected(value):
    """The document with our hooks in it, by the standard library's means alone."""
    value = copy.deepcopy(value)
    for event in EVENTS:
        value.setdefault("hooks", {}).setdefault(event, []).append(
            group("/usr/bin/mem hook claude-code")
        )
    return value


def value_of(text):
    return {} if PART.is_blank(text) else read(text).value


def is_kept(before, after):
    """Whether every character of the one is in the other, in its order."""
    rest = iter(after)
    return all(character in rest for character in before)


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_an_odd_file_gets_our_hooks_and_keeps_every_character(text):
    after = PART.put_in(text, MEM)

    assert read(after).value == expected(value_of(text))
    assert is_kept(text, after)
    assert PART.is_right(after, MEM)
    assert PART.put_in(after, MEM) == after


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_an_odd_file_is_the_same_again_without_them(text):
    rest = PART.take_out(PART.put_in(text, MEM), PART.traces(text))

    assert rest == text or (PART.is_blank(text) and PART.says_nothing(rest))


@given(settings_documents())
def test_any_file_gets_our_hooks_and_is_the_same_again_without_them(document):
    value, text = document
    after = PART.put_in(text, MEM)

    assert read(after).value == expected(value)
    assert is_kept(text, after)
    assert PART.take_out(after, PART.traces(text)) == text


def tight(text):
    """The text without blank in what is empty: that is given back as it was, not as it is now."""
    return re.sub(r"([\[{])\s+(?=[\]}])", r"\1", text)


def added_to(text):
    """Another member behind the last one."""
    last = read(text).items[-1]
    added = ', "theirs": [1, 2]' if last.comma is None else '"theirs": [1, 2],'
    at = last.end if last.comma is None else last.comma + 1
    return text[:at] + added + text[at:]


def edited(text):
    """The same with other values for what is not ours."""
    root = read(text)
    places = [item.node for item in root.items if item.name in ("model", "a", "b", "last")]
    for node in reversed(places):
        text = f'{text[: node.start]}["changed"]{text[node.end :]}'
    return text


@given(settings_documents())
def test_what_was_edited_meanwhile_stays_edited(document):
    text = document[1]
    changed = edited(PART.put_in(text, MEM))

    assert PART.take_out(changed, PART.traces(text)) == edited(text)


@given(settings_documents())
def test_what_was_added_meanwhile_stays_added(document):
    value, text = document
    rest = PART.take_out(added_to(PART.put_in(text, MEM)), PART.traces(text))

    assert read(rest).value == {**value, "theirs": [1, 2]}
    if value and "/" not in text:  # else there is more than one place for it
        assert rest == added_to(text)


@given(settings_documents())
def test_a_file_written_anew_by_the_agent_is_as_it_would_be_without_us(document):
    value, text = document
    anew = json.dumps(read(PART.put_in(text, MEM)).value, indent=2)
    rest = PART.take_out(anew, PART.traces(text))

    assert tight(rest) == json.dumps(value, indent=2)


@given(settings_documents())
def test_ours_are_found_when_nobody_knows_what_was_there(document):
    value, text = document
    rest = read(PART.take_out(PART.put_in(text, MEM), None)).value

    assert not PART.is_there(json.dumps(rest))
    assert [one for one in rest if one != "hooks"] == [one for one in value if one != "hooks"]
    for event, groups in value.get("hooks", {}).items():
        assert rest.get("hooks", {}).get(event, []) == groups


@given(settings_documents())
def test_a_program_that_moved_is_replaced_where_it_stands(document):
    text = document[1]
    moved = PART.put_in(PART.put_in(text, ELSEWHERE), MEM)

    assert moved == PART.put_in(text, MEM)


def test_a_path_with_a_blank_is_quoted_for_the_shell():
    after = PART.put_in("{}", ELSEWHERE)

    assert "'/home/anna lee/.local/bin/mem' hook claude-code" in after
    assert PART.is_right(after, ELSEWHERE)
    assert not PART.is_right(after, MEM)


def test_ours_are_last_in_each_list_so_that_others_keep_their_number():
    after = read(PART.put_in(SETTINGS["others' hooks"], MEM)).value

    assert after["hooks"]["Stop"][0] == json.loads(OTHERS_HOOK)


def test_a_hook_more_in_our_group_stays():
    after = read(PART.put_in("{}", MEM)).value
    theirs = {"type": "command", "command": "notify"}
    after["hooks"]["Stop"][0]["hooks"].append(theirs)
    rest = PART.take_out(json.dumps(after, indent=2), PART.traces("{}"))

    assert json.loads(rest) == {"hooks": {"Stop": [{"hooks": [theirs]}]}}


def test_a_comment_in_a_list_that_we_made_stays():
    text = PART.put_in('{\n  "a": 1\n}', MEM).replace('"Stop": [', '"Stop": [ // why not')
    rest = PART.take_out(text, PART.traces('{\n  "a": 1\n}'))

    assert "// why not" in rest
    assert read(rest).value == {"a": 1, "hooks": {"Stop": []}}


def test_what_the_user_changed_in_ours_is_respected():
    text = PART.put_in("{}", MEM).replace('"timeout": 5', '"timeout": 9')

    assert PART.is_right(text, MEM)


def test_of_two_of_ours_in_one_list_one_goes():
    both = {"hooks": {"Stop": [group("/old/mem hook claude-code"), group("mem hook claude-code")]}}

    assert read(PART.put_in(json.dumps(both), MEM)).value == expected({})


def test_ours_under_an_event_that_is_not_asked_for_goes():
    theirs = {"hooks": [{"type": "command", "command": "lint"}]}
    earlier = {
        "hooks": {
            "SessionEnd": [group("/usr/bin/mem hook claude-code")],
            "PostToolUse": [theirs, group("/usr/bin/mem hook claude-code")],
        }
    }
    after = PART.put_in(json.dumps(earlier), MEM)

    assert PART.is_right(after, MEM)
    assert read(after).value == expected({"hooks": {"PostToolUse": [theirs]}})


def test_ours_as_a_program_with_arguments_is_ours():
    handler = {"type": "command", "command": "mem", "args": ["hook", "claude-code"], "async": True}
    after = PART.put_in(json.dumps({"hooks": {"Stop": [{"hooks": [handler]}]}}), MEM)

    (stop,) = read(after).value["hooks"]["Stop"]
    assert stop == {"hooks": [{**handler, "command": "/usr/bin/mem"}]}
    assert PART.is_right(after, MEM)


@pytest.mark.parametrize(
    "command",
    [
        "memory hook claude-code",
        "/opt/other/mem hook codex",
        "/usr/bin/mem hook claude-code && notify",
        "echo mem hook claude-code",
        "mem hook 'claude-code",
        "mem",
        "",
        7,
        None,
    ],
)
def test_what_only_looks_like_ours_is_left_alone(command):
    text = json.dumps({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": command}]}]}})

    assert not PART.is_there(text)
    assert PART.take_out(text, None) == text
    assert PART.take_out(PART.put_in(text, MEM), PART.traces(text)) == text


@pytest.mark.parametrize(
    "text",
    ["[]", '"x"', "1", "null", '{"hooks": []}', '{"hooks": null}', '{"hooks": {"Stop": {}}}'],
)
def test_what_has_another_shape_is_refused(text):
    with pytest.raises(NotOurs):
        PART.put_in(text, MEM)
    assert PART.take_out(text, None) == text


@pytest.mark.parametrize("text", ['{"hooks": {"Stop": [1, null, "x", [], {"hooks": 3}]}}'])
def test_odd_elements_of_a_list_do_no_harm(text):
    assert PART.take_out(PART.put_in(text, MEM), PART.traces(text)) == text
