"""Every injected damage is found, and what is derived is mended by a rebuild."""

import threading
from pathlib import Path

import pytest
from fakes import HashEmbedder
from made import embed_all, rows, write_jsonl

from slm.domain.question import Place, Question
from slm.errors import ModelProblem

QUESTIONS = ("kettle numbered 17", "what does ana say at 72 degrees?", "long tale", "1 February")


@pytest.fixture
def filled(engine, tmp_path):
    engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(40)), place=Place("bakery"))
    engine.add("The long tale of the kettle. " * 100)
    engine.add("Holds for the user everywhere.")
    embed_all(engine)
    return engine


def answers(engine):
    """All that recall gives for some questions, its time taken left out."""
    return [
        (
            answer.context,
            [(hit.memory, hit.passage, hit.score, dict(hit.why)) for hit in answer.hits],
        )
        for answer in (engine.recall(Question(text, Place("bakery"))) for text in QUESTIONS)
    ]


def troubles(engine):
    return {one.check: one.detail for one in engine.examine().findings if not one.ok}


DAMAGE = {
    "a word's row": "DELETE FROM words WHERE rowid = 5",
    "a vector": "DELETE FROM vectors WHERE passage = 5",
    "a vector's bits": "DELETE FROM bits WHERE passage = 5",
    "a vector's tokens": "DELETE FROM token_codes WHERE passage = 5",
    "a memory's passages": "DELETE FROM passages WHERE memory = 5",
    "words of nothing": "INSERT INTO words (rowid, scope, body) VALUES (999, 'p1', 'ghost')",
    "bits of nothing": """
        INSERT INTO bits (passage, project, code) VALUES (999, 1, vec_bit(zeroblob(48)))
    """,
    "all vectors": "DELETE FROM vectors",
    "all words": "INSERT INTO words (words) VALUES ('delete-all')",
    "words gone bad": "UPDATE words_data SET block = x'00' WHERE id > 10",
}


def test_a_sound_memory_has_no_finding_but_good_ones(filled):
    assert troubles(filled) == {}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_damage_is_found_and_mended_and_answers_are_as_before(filled, damage):
    before = answers(filled)
    filled.store.write(lambda db: db.execute(damage))
    found = troubles(filled)
    assert found, "the damage was not seen"
    assert all(one.fix for one in filled.examine().findings if not one.ok)

    filled.examine(rebuild=True)
    embed_all(filled)
    assert troubles(filled) == {}
    assert answers(filled) == before


def test_orphans_among_passages_are_found_and_mended(filled):
    before = answers(filled)
    filled.store.write(lambda db: db.execute("UPDATE memories SET state = 'forgotten' WHERE row=3"))
    assert "passages of forgotten memories" in troubles(filled)["indexes"]

    filled.examine(rebuild=True)
    embed_all(filled)
    assert troubles(filled) == {}
    assert answers(filled) != before  # one memory fewer


def test_a_damaged_page_is_a_finding_not_a_failure(filled):
    filled.store.settle()
    path = filled.store.path
    content = bytearray(path.read_bytes())
    for start in range(4096 * 8, len(content), 4096 * 5):
        content[start : start + 200] = b"\xff" * 200
    path.write_bytes(content)

    assert "file" in troubles(filled)


def test_files_others_may_read_are_found(filled, tmp_path):
    (tmp_path / "slm" / "memory.db").chmod(0o644)

    assert troubles(filled) == {"privacy": "others may read memory.db"}


def test_a_file_that_goes_while_it_is_looked_at_is_no_trouble(filled, tmp_path, monkeypatch):
    gone = tmp_path / "slm" / "memory.db-wal-gone"
    really = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: [*really(folder), gone])

    assert troubles(filled) == {}


def test_a_link_to_settings_kept_elsewhere_is_no_trouble(filled, tmp_path):
    (tmp_path / "dotfiles.toml").write_text("")
    (tmp_path / "slm" / "config.toml").symlink_to(tmp_path / "dotfiles.toml")

    assert troubles(filled) == {}


def test_a_missing_model_is_found(open_engine):
    assert "meaning is off" in troubles(open_engine(embedder=missing))["meaning"]


def missing():
    raise ModelProblem("the model is not here", "mem model get")


def test_no_finding_carries_a_memorys_text(filled):
    filled.store.write(lambda db: db.execute(DAMAGE["a word's row"]))

    assert "kettle" not in str(filled.examine())


def test_a_rebuild_gives_the_same_answers(filled):
    before = answers(filled)
    filled.examine(rebuild=True)
    embed_all(filled)

    assert answers(filled) == before


def test_a_rebuild_reports_how_far_it_is(filled):
    seen = []
    filled.examine(rebuild=True, report=seen.append)

    assert (seen[-1].done, seen[-1].total) == (42, 42)


def test_a_rebuild_ends_though_a_text_has_no_word(filled):
    filled.store.write(lambda db: db.execute("UPDATE memories SET text = ' ' WHERE row = 3"))
    done = threading.Event()
    thread = threading.Thread(target=lambda: (filled.examine(rebuild=True), done.set()))
    thread.daemon = True
    thread.start()

    assert done.wait(20)


def test_while_a_rebuild_runs_others_may_add(filled):
    added = []

    def report(progress):
        added.append(filled.add(f"Added at {progress.done}.").id)

    filled.examine(rebuild=True, report=report)
    embed_all(filled)

    assert added
    assert troubles(filled) == {}


def test_forgotten_memories_are_not_indexed_by_a_rebuild(filled):
    (hit, *_) = filled.recall(Question("kettle numbered 17", Place("bakery"))).hits
    filled.forgetting.forget([hit.memory.id])
    filled.examine(rebuild=True)
    embed_all(filled)

    again = filled.recall(Question("kettle numbered 17", Place("bakery"))).hits
    assert hit.memory.id not in {one.memory.id for one in again}
    assert troubles(filled) == {}


def test_another_model_is_taken_up_and_the_vectors_made_anew(filled, open_engine):
    filled.close()
    small = open_engine(embedder=lambda: HashEmbedder(64, "small"))
    assert small.meaning.embedder
    assert small.status().waiting == small.status().passages
    embed_all(small)

    assert small.status().waiting == 0
    assert troubles(small) == {}
    assert (
        small.recall(Question("kettle numbered 17", Place("bakery")))
        .hits[0]
        .why["channel.semantic"]
        > 0
    )
