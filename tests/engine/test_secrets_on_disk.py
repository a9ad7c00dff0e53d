"""No byte under SLM_HOME holds a secret that stood in what was imported, added or asked."""

import json
from base64 import b64encode
from urllib.parse import quote

import pytest
from dulwich.repo import Repo
from secret_examples import examples, hidden

from slm.client.asking import ask
from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.domain.question import Place, Question
from slm.wire.messages import Add, Import, List, Recall, Scrub

# Two planted texts carry these parts of a secret as words of the sentence around it.
SENTENCE = "The log of {} shows: {}"


def turns(count):
    """One text a kind, as somebody would have pasted it."""
    texts = [SENTENCE.format(kind, text) for kind, text in examples().items()]
    assert len(texts) >= count
    return texts


def claude_code(texts, folder="/srv/app"):
    for number, text in enumerate(texts):
        yield {
            "type": "user" if number % 2 else "assistant",
            "uuid": f"0000{number:04}-0000-4000-8000-000000000000",
            "sessionId": "5e551011-0000-4000-8000-000000000000",
            "timestamp": "2026-03-01T10:00:00Z",
            "cwd": folder,
            "message": {"role": "user", "content": [{"type": "text", "text": text}]},
        }


def codex(texts, folder="/srv/app"):
    yield {
        "timestamp": "2026-03-01T10:00:00Z",
        "type": "session_meta",
        "payload": {"id": "0c0de000-0000-7000-8000-000000000000", "cwd": folder},
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


def rows(texts, _folder=""):
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


# Nobody's, and of no shape that is known by itself.
DOTENV = {
    "DOOR_CODE": "k9vv-zkqx-93jd",
    "OVEN_PASSWORD": "Sommerofen#7",
    "CELLAR_TOKEN": "zzkq vvx9/+w & more",
}
AROUND = "We wrote {} into the kitchen's settings."


def spellings(value):
    """A value as people and programs write it down."""
    yield value
    yield json.dumps({"value": value})
    yield f"https://oven.internal/?code={quote(value, safe='')}"
    yield f"Basic {b64encode(f'cook:{value}'.encode()).decode()}"


@pytest.fixture
def kitchen(tmp_path):
    """A repository with .env files, a document, a history, and logs of what was said in it."""
    folder = tmp_path / "kitchen"
    (folder / "src").mkdir(parents=True)
    (folder / ".env").write_text(
        f"# doors\nexport DOOR_CODE={DOTENV['DOOR_CODE']}\nNODE_ENV=production\n"
        f"OVEN_URL=https://cook:{quote(DOTENV['OVEN_PASSWORD'])}@oven.internal\n"
    )
    (folder / "src" / ".env.local").write_text(f'CELLAR_TOKEN="{DOTENV["CELLAR_TOKEN"]}"\n')
    texts = [AROUND.format(one) for value in DOTENV.values() for one in spellings(value)]
    (folder / "src" / "notes.md").write_text("\n\n".join(f"# {one}\n\n{one}" for one in texts))
    with Repo.init(str(folder)) as repository:
        for text in texts[: -len(list(spellings("")))]:  # it stands in src, and src is no top
            repository.get_worktree().commit(
                text.encode(), author=b"Cook <cook@example.com>", committer=b"Cook <c@example.com>"
            )
    logs = tmp_path / "logs"
    logs.mkdir()
    for name, shape in (("claude", claude_code), ("codex", codex)):
        lines = [json.dumps(record) + "\n" for record in shape(texts, str(folder / "src"))]
        (logs / f"{name}.jsonl").write_text("".join(lines))
    lines = [json.dumps(record) + "\n" for record in rows(texts)]
    (folder / "src" / "rows.jsonl").write_text("".join(lines))
    return folder, texts


def test_no_value_of_an_env_file_reaches_the_disk(kitchen, settings):
    folder, texts = kitchen
    place = Place(folder=str(folder / "src"))
    formats = {}
    for path in (folder.parent / "logs", folder, folder / "src" / "rows.jsonl"):
        imported = ask(settings, Import(str(path), place=place))
        formats |= imported.formats
        assert imported.redacted["dotenv"] >= len(texts) // 2
    for text in texts:
        ask(settings, Add(text, tags=(text[:60],), place=place, branch=text[-40:]))
        ask(settings, Recall(Question(text, place)))
    kept = ask(settings, List(Place(everywhere=True), limit=5000))

    assert set(formats) == {"claude-code", "codex", "git", "jsonl", "markdown"}
    assert kept.total >= 4 * len(texts)
    assert any("[redacted: dotenv]" in one.text for one in kept.memories)
    assert leaks(settings.home, DOTENV) == []
    encoded = {
        name: spelled[-30:] for name, value in DOTENV.items() for *_, spelled in [spellings(value)]
    }
    assert leaks(settings.home, encoded) == []


def test_what_an_older_daemon_kept_is_scrubbed_by_this_one(kitchen, settings):
    folder, texts = kitchen
    hidden_files = [folder / ".env", folder / "src" / ".env.local"]
    contents = [path.read_text() for path in hidden_files]
    for path in hidden_files:
        path.unlink()
    ask(settings, Import(str(folder.parent / "logs")))
    assert leaks(settings.home, DOTENV) != []
    for path, content in zip(hidden_files, contents, strict=True):
        path.write_text(content)
    scrubbed = ask(settings, Scrub(values=(DOTENV["CELLAR_TOKEN"],)))

    assert scrubbed.settled
    assert len(scrubbed.memories) >= len(texts)
    assert leaks(settings.home, DOTENV) == []


def test_a_path_that_holds_a_secret_is_kept_nowhere(tmp_path, settings):
    token = hidden()["github personal token"]
    folder = tmp_path / token
    folder.mkdir()
    for name, shape in (("claude", claude_code), ("rows", rows)):
        lines = [json.dumps(record) + "\n" for record in shape(["The oven is hot."], str(folder))]
        (folder / f"{name}.jsonl").write_text("".join(lines) + "no record\n")
    first = ask(settings, Import(str(folder)))
    again = ask(settings, Import(str(folder)))
    ask(settings, Add("The kettle is on.", place=Place(project=token)))

    assert (first.added, sum(first.unread.values()), again.known) == (2, 2, 2)
    assert "unread path=" in settings.log.read_text()
    assert leaks(settings.home, {"token": token}) == []
