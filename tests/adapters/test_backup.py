"""Copies of a database in use: complete, private, checked, and put back without losing anything."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from builders import MORNING, a_document
from goodterms.adapters import backup, instance_lock
from goodterms.adapters.store import open_store
from goodterms.adapters.store_health import Health, backups, examine, marker
from goodterms.errors import StoreError
from ledger_rows import save_ledger

DAY = timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "goodterms.db"
    with open_store(path) as store:
        save_ledger(store, "a.csv", [a_document()], [], [], MORNING)
    return path


def content(path: Path) -> str:
    with open_store(path) as store:
        return store.dump()


def test_a_copy_made_in_the_middle_of_writing_holds_what_was_committed(database: Path) -> None:
    with open_store(database) as store:
        save_ledger(store, "b.csv", [a_document("8")], [], [], MORNING)
        expected = store.dump()
        with store._writing():
            store._insert("job", {"name": "x", "due_at": "2026-03-02T09:00:00Z"})
            made = backup.make(database, now=MORNING)
    assert made.name == "goodterms-20260302T090000Z.db"
    assert content(made) == expected


def test_a_copy_is_one_file_for_its_owner_alone(database: Path) -> None:
    made = backup.make(database, now=MORNING)
    assert [each.name for each in made.parent.iterdir()] == [made.name]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_the_newest_seven_are_kept_and_nothing_else_is_touched(database: Path) -> None:
    for number in range(9):
        backup.make(database, now=MORNING + number * DAY)
        (database.parent / "backups" / "notes.txt").touch()
    kept = backups(database)
    assert [backup.made_at(each) for each in kept] == [
        MORNING + number * DAY for number in range(8, 1, -1)
    ]
    assert (database.parent / "backups" / "notes.txt").exists()


def test_a_nightly_copy_is_due_once_a_day(database: Path) -> None:
    assert backup.is_nightly_due(database, now=MORNING)
    backup.make(database, now=MORNING)
    assert not backup.is_nightly_due(database, now=MORNING + timedelta(hours=19))
    assert backup.is_nightly_due(database, now=MORNING + timedelta(hours=20))
    assert backup.is_nightly_due(database, now=MORNING - DAY), "the clock was wrong before"


def test_nothing_is_copied_from_a_database_that_is_not_sound(database: Path) -> None:
    good = backup.make(database, now=MORNING)
    database.write_bytes(database.read_bytes()[:8000])
    with pytest.raises(StoreError, match="damaged"):
        backup.make(database, now=MORNING + DAY)
    assert backups(database) == [good]


def test_a_restored_database_holds_the_copy_and_the_former_one_is_kept(database: Path) -> None:
    made = backup.make(database, now=MORNING)
    expected = content(made)
    store = open_store(database)  # leaves a log beside the file, as a crash would
    save_ledger(store, "b.csv", [a_document("8")], [], [], MORNING)
    newer = store.dump()
    used, aside = backup.restore_alone(database, None, now=MORNING)
    store.close()
    assert used == made
    assert aside
    assert content(database) == expected
    assert content(aside) == newer
    assert made.exists()


def test_two_restores_in_one_second_overwrite_nothing(database: Path) -> None:
    backup.make(database, now=MORNING)
    asides = {backup.restore_alone(database, None, now=MORNING)[1] for _ in range(3)}
    assert len(asides) == 3
    assert all(each and each.exists() for each in asides)


def test_a_restore_cut_between_its_two_halves_ends_when_it_is_called_again(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make(database, now=MORNING)
    expected = content(made)

    def cut(_self: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "hardlink_to", cut)
        with pytest.raises(KeyboardInterrupt):
            backup.restore_alone(database, None, now=MORNING)
    with pytest.raises(StoreError, match="is gone") as caught:
        open_store(database)
    assert f"goodterms restore {made}" in caught.value.hint
    backup.restore_alone(database, None, now=MORNING)
    assert content(database) == expected


def test_only_a_sound_copy_of_ours_is_put_in_place(database: Path, tmp_path: Path) -> None:
    before = content(database)
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"Dear diary,\n" * 500)
    with pytest.raises(StoreError, match="cannot be used"):
        backup.restore_alone(database, bad, now=MORNING)
    with pytest.raises(StoreError, match="no sound backup"):
        backup.restore_alone(database, None, now=MORNING)
    assert content(database) == before


def test_too_little_space_is_said_with_both_numbers(database: Path) -> None:
    backup.check_space(database, least=0)
    with pytest.raises(StoreError, match=r"only \d+ MB are free .* 1000000000000 MB are needed"):
        backup.check_space(database, least=10**18)


def test_a_database_is_told_from_what_is_none(database: Path, tmp_path: Path) -> None:
    assert examine(database).health is Health.SOUND
    assert examine(tmp_path / "no.db").health is Health.MISSING
    diary = tmp_path / "diary.db"
    diary.write_bytes(b"Dear diary,\n" * 500)
    assert examine(diary).health is Health.FOREIGN
    marker(diary).touch()
    assert examine(diary).health is Health.DAMAGED, "there was a database of ours"


def test_the_lock_is_free_again_after_its_process(database: Path) -> None:
    assert instance_lock.holder(database) is None
    with instance_lock.held(database):
        assert instance_lock.holder(database) is not None
        with (
            pytest.raises(StoreError, match=r"another goodterms service \(process \d+\)"),
            instance_lock.held(database, wait_seconds=0.1),
        ):
            pytest.fail("two hold it")
    assert instance_lock.holder(database) is None
    with instance_lock.held(database, wait_seconds=0):
        pass
