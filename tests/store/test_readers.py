"""Readers see one moment, and never wait for the writer."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from made import draft, keep

from slm.errors import StoreDamaged, StoreError
from slm.store import memories


def count(db):
    return memories.count(db)[0]


def test_what_is_read_inside_stands_as_of_one_moment(store):
    keep(store, draft("one"))
    with store.reading() as db:
        before = count(db)
        keep(store, draft("two"), draft("three"))

        assert (before, count(db)) == (1, 1)
    with store.reading() as db:
        assert count(db) == 3


def test_two_readers_read_while_a_writer_writes(store):
    stop = threading.Event()
    keep(store, draft("the first"))

    def read():
        seen = []
        while not stop.is_set():
            with store.reading() as db:
                first = count(db)
                passages = db.execute("SELECT count(DISTINCT memory) FROM passages").get
                assert first == count(db) == passages
            seen.append(first)
        return seen

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for number in range(60):
            keep(store, draft(f"memory {number}"))
        stop.set()
        for reader in readers:
            seen = reader.result(10)
            assert seen == sorted(seen)
            assert seen[-1] > seen[0]


def test_a_reader_does_not_wait_for_a_long_write(store):
    keep(store, draft("one"))
    inside, free = threading.Event(), threading.Event()

    def long(db):
        inside.set()
        assert free.wait(10)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(store.write, long)
        assert inside.wait(10)
        begun = time.perf_counter()
        with store.reading() as db:
            assert count(db) == 1
        took = time.perf_counter() - begun
        free.set()
        writing.result(10)

    assert took < 1


def test_a_reader_cannot_write(store):
    with pytest.raises(StoreError, match="readonly"), store.reading() as db:
        db.execute("DELETE FROM memories")


def test_a_reader_whose_work_fails_is_used_again(store):
    with pytest.raises(ZeroDivisionError), store.reading() as first:
        _ = 1 / 0
    with store.reading() as second:
        assert second is first
        assert count(second) == 0


def test_a_damaged_page_met_while_reading_is_called_damage(store, tmp_path):
    keep(store, *(draft(f"memory {number} " + "kettle " * 200) for number in range(50)))
    store.settle()
    path = store.path
    content = bytearray(path.read_bytes())
    page = 4096
    for start in range(page, len(content), page):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)

    with pytest.raises(StoreDamaged, match="damaged"), store.reading() as db:
        db.execute("SELECT sum(length(text)) FROM memories").fetchall()


def test_readers_map_the_file_and_the_writer_does_not(store):
    with store.reading() as db:
        assert db.pragma("mmap_size") > 0
    assert store.write(lambda db: db.pragma("mmap_size")) == 0
    with store.examining() as db:
        assert db.pragma("mmap_size") == 0
