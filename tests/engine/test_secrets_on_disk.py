"""No byte under SLM_HOME holds a secret that stood in what was imported, added or asked."""

import json

import pytest
from secret_examples import examples, hidden

from slm.client.asking import ask
from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.domain.question import Place, Question
from slm.wire.messages import Add, Import, List, Recall

# Two planted texts carry these parts of a secret as words of the sentence around it.
SENTENCE = "The log of {} shows: {}"


def turns(count):
    """One text a kind, as somebody would have pasted it."""
    texts = [SENTENCE.format(kind, text) for kind, text in examples().items()]
    assert len(texts) >= count
    return texts


def claude_code(texts):
    for number, text in enumerate(texts):
        yield {
            "type": "user" if number % 2 else "assistant",
            "uuid": f"0000{number:04}-0000-4000-8000-000000000000",
            "sessionId": "5e551011-0000-4000-8000-000000000000",
            "timestamp": "2026-03-01T10:00:00Z",
            "cwd": "/srv/app",
            "message": {"role": "user", "content": [{"type": "text", "text": text}]},
        }


def codex(texts):
    yield {
        "timestamp": "2026-03-01T10:00:00Z",
        "type": "session_meta",
        "payload": {"id": "0c0de000-0000-7000-8000-000000000000", "cwd": "/srv/app"},
    }
    for text in texts:
        yield {
            "timestamp": "2026-03-01T10:00:00Z",
            "type": "response_item",
            "payload": {
                "type": "message",
                "role": "user",
                "content": [{"type": "input_text", "text": text}],
            },
        }


def rows(texts):
    for number, text in enumerate(texts):
        yield {"text": text, "source_id": f"row{number}", "author": text[:200], "tags": [text]}


@pytest.fixture
def planted(tmp_path):
    """A folder of logs and documents with one secret of each kind in each."""
    folder = tmp_path / "planted"
    folder.mkdir()
    for name, shape in (("claude", claude_code), ("codex", codex), ("rows", rows)):
        lines = [json.dumps(record) + "\n" for record in shape(turns(80))]
        (folder / f"{name}.jsonl").write_text("".join(lines))
    (folder / "notes.md").write_text("\n\n".join(f"# {text}\n\n{text}" for text in turns(80)))
    return folder


@pytest.fixture
def settings():
    found = load_settings()
    yield found
    stop(found)


def leaks(home, secrets):
    """Which kinds' secrets stand in which files."""
    contents = {path.name: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return [
        (kind, name)
        for kind, secret in secrets.items()
        for name, content in contents.items()
        if secret.encode() in content
    ]


def test_no_secret_reaches_the_disk(planted, settings):
    secrets = hidden()
    imported = ask(settings, Import(str(planted)))
    for text in turns(80)[:20]:
        ask(settings, Add(text, tags=(text[:60],)))
        ask(settings, Recall(Question(text)))
    kept = ask(settings, List(Place(everywhere=True), limit=5000)).total

    assert imported.formats == {"claude-code": 1, "codex": 1, "jsonl": 1, "markdown": 1}
    assert sum(imported.redacted.values()) >= 3 * len(secrets)
    assert kept >= 3 * len(secrets)
    assert leaks(settings.home, secrets) == []


def test_none_is_left_when_the_daemon_has_ended(planted, settings):
    ask(settings, Import(str(planted)))
    stop(settings)

    assert leaks(settings.home, hidden()) == []


def test_the_search_for_leaks_would_find_one(planted, settings):
    ask(settings, Add("a harmless sentence with zanzibar in it"))

    assert leaks(settings.home, {"planted": "zanzibar"}) != []
