"""Two projects that are one are joined with all they hold, and found by either name."""

import pytest
from fakes import HashEmbedder
from made import embed_all, rows, write_jsonl
from repositories import Made

from slm.domain.passage import Embedded
from slm.domain.question import Place, Question
from slm.embed.codecs import to_bits
from slm.engine import joining
from slm.errors import UnknownName, UsageError
from slm.store import check, projects, vectors


@pytest.fixture
def filled(engine, tmp_path):
    """Two projects with vectors, one forgotten memory, and what mentions somebody."""
    engine.import_(write_jsonl(tmp_path / "a.jsonl", rows(30)), place=Place("bakery"))
    engine.import_(write_jsonl(tmp_path / "b.jsonl", rows(9, "s2", "rake")), place=Place("garden"))
    engine.add("Ana Lind mended the oven in `oven.py`.", place=Place("bakery"))
    (gone,) = engine.list(Place("bakery"), limit=1).memories
    engine.add("The shed is locked.", place=Place("bakery"))
    embed_all(engine)
    engine.forgetting.forget([engine.list(Place("bakery"), limit=1).memories[0].id])
    assert gone
    return engine


def found(engine, text, place, limit=60):
    return [hit.memory.text for hit in engine.recall(Question(text, place, limit=limit)).hits]


def agree(engine):
    with engine.store.examining() as db:
        return check.disagreements(db), check.damage(db)


def test_everything_moves(filled):
    before = sorted(found(filled, "kettle oven", Place("bakery")))
    assert before
    joined = filled.projects.join("bakery", "garden")

    assert (joined.name, joined.moved) == ("garden", 32)
    assert filled.status().projects == {"garden": 40}
    assert set(before) <= set(found(filled, "kettle oven", Place("garden")))
    assert agree(filled) == ({}, [])
    assert filled.status().waiting == 0  # no vector was made anew
    (back,) = filled.forgetting.undo().memories
    assert (back.text, back.project) == ("The shed is locked.", "garden")


@pytest.mark.parametrize("question", ["kettle numbered 12", "Ana Lind oven"])
def test_the_answers_are_those_of_one_project(open_engine, filled, question):
    """As if all had been learned in one place from the start."""
    texts = set(found(filled, question, Place(everywhere=True)))
    filled.projects.join("bakery", "garden")

    assert set(found(filled, question, Place("garden"))) == texts


def test_its_name_goes_on_naming_it(filled):
    filled.projects.join("bakery", "garden")

    assert found(filled, "kettle", Place("bakery")) == found(filled, "kettle", Place("garden"))
    filled.add("The oven is red.", place=Place("bakery"))
    assert "The oven is red." in found(filled, "oven red", Place("garden"))
    (one,) = (one for one in filled.projects.list().projects if one.name)
    assert (one.name, one.memories, one.also) == ("garden", 41, ("bakery",))


def test_its_folders_lead_to_the_other(filled, tmp_path):
    here = Made(tmp_path / "orchard")
    here.commit("main", files={"x.md": "x\n"})
    filled.add("The ladder is long.", place=Place(folder=str(here.folder)))
    filled.projects.join("orchard", "garden")

    assert "The ladder is long." in found(filled, "ladder", Place("garden"))
    assert "The ladder is long." in found(filled, "ladder", Place(folder=str(here.folder)))


def test_a_folder_that_nothing_is_known_of_joins_a_project(filled, tmp_path):
    here = Made(tmp_path / "orchard")
    here.commit("main", files={"x.md": "x\n"})
    joined = filled.projects.join(str(here.folder), "garden")

    assert joined.moved == 0
    assert found(filled, "rake numbered", Place(folder=str(here.folder)))
    assert filled.projects.join(str(here.folder), "garden").moved == 0
    here.clone(tmp_path / "clone")
    assert found(filled, "rake numbered", Place(folder=str(tmp_path / "clone")))


def test_what_is_begun_goes_on_after_a_crash(filled, open_engine, monkeypatch):
    monkeypatch.setattr(joining, "BATCH", 10)

    def crash(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.projects.join("bakery", "garden", crash)
    assert filled.status().projects == {"bakery": 21, "garden": 19}
    # What is learned meanwhile is learned in the right place.
    filled.add("The oven is red.", place=Place("bakery"))
    filled.close()
    again = open_engine()
    while again.catch_up():
        pass

    assert again.status().projects == {"garden": 41}
    assert agree(again) == ({}, [])


def test_a_vector_made_meanwhile_goes_where_its_memory_went(engine):
    engine.add("The oven is red.", place=Place("bakery"))
    engine.add("The rake is blue.", place=Place("garden"))
    embedder = HashEmbedder()
    with engine.store.reading() as db:
        waiting = vectors.waiting(db, 10)
    engine.projects.join("bakery", "garden")

    def keep(db):
        model = vectors.use_model(db, embedder.fingerprint, embedder.dimension)
        bits = to_bits(embedder.encode("x"))
        vectors.add(db, model, [Embedded(one, bits, b"", b"") for one in waiting])
        return db.execute("SELECT DISTINCT project FROM bits").fetchall(), projects.names(db)

    partitions, names = engine.store.write(keep)
    assert [(project,) for project, name in names.items() if name] == partitions


def test_documents_read_again_under_the_new_name_are_known(engine, tmp_path):
    """Their ids hash the name that their project had."""
    for name in ("bakery", "garden"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.md").write_text(f"# {name}\n\nThe {name} is open.\n")
        engine.import_(tmp_path / name, place=Place(name))
    engine.projects.join("bakery", "garden")
    again = engine.import_(tmp_path / "bakery", place=Place("bakery"))
    assert (again.added, again.known) == (0, 1)
    engine.projects.rename("garden", "park")
    again = engine.import_(tmp_path / "garden", place=Place("park"))

    assert (again.added, again.known) == (0, 1)


def test_a_project_is_renamed_and_found_by_either_name(filled):
    assert filled.projects.rename("bakery", "baker").name == "baker"
    assert found(filled, "kettle", Place("baker")) == found(filled, "kettle", Place("bakery"))
    filled.projects.rename("baker", "bakery")

    assert set(filled.status().projects) == {"bakery", "garden"}
    assert filled.projects.join("baker", "garden").moved == 32


def test_what_makes_no_sense_is_refused(filled):
    with pytest.raises(UsageError, match="another project is called 'garden'"):
        filled.projects.rename("bakery", "garden")
    with pytest.raises(UsageError, match="needs a name"):
        filled.projects.rename("bakery", " ")
    with pytest.raises(UsageError, match="needs a name"):
        filled.projects.rename("", "all")
    with pytest.raises(UsageError, match="one project"):
        filled.projects.join("garden", "garden")
    with pytest.raises(UsageError, match="no project"):
        filled.projects.join("", "garden")
    with pytest.raises(UnknownName) as refused:
        filled.projects.join("bakary", "garden")
    assert refused.value.hint == "did you mean bakery?"
