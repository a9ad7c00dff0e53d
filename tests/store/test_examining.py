"""An examination is not misled by what its connection knew of the index before."""

from slm.store import check, fulltext


def test_an_index_that_others_changed_is_found_sound(store):
    for row in range(1, 400):
        store.write(lambda db, row=row: fulltext.add(db, [(row, 1, "", f"kettle harbour {row}")]))
        if row % 3 == 0:
            store.write(lambda db, row=row: fulltext.remove(db, [row]))
        if row % 20 == 0:
            with store.examining() as db:
                assert check.damage(db) == []
