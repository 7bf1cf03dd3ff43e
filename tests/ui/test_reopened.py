"""An alert that was dealt with begins anew when it is worse, or true again; data taken back and brought again change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from access import Role, Visitor
from metrics.alerts import AlertRow
from store import Store, redo, undo
from store.alerts import AlertDesk, AlertState
from tests.metrics.building import File, build, month, register
from ui.alerts import Case, cases_of, note_step
from ui.context import Context

YEAR = "2023-2024"
TOLD = {"enrolled_start": 500, "returned": 0, "reported": True}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A school with two children out, told in a file of its own."""
    first = month("甲中", "2023-10", "junior", dropouts=2, **TOLD)
    return build(tmp_path, [File(register("甲中", "东镇", ["junior"])), File([first])])


def looked_at(store: Store) -> dict[str, Case]:
    """The cases as an administrator sees them, by the name of their alert."""
    with Context(store, Visitor("甲", Role.ADMIN), store.current()) as context:
        return {each.row.alert.name: each for each in cases_of(context, YEAR)}


def close(store: Store, row: AlertRow) -> None:
    with Context(store, Visitor("甲", Role.ADMIN), store.current()) as context:
        note_step(context, row, AlertState.CLOSED, "已返校", "甲中", None)


def test_closed_stays_closed_until_the_number_is_worse(store: Store):
    close(store, looked_at(store)["open_dropouts"].row)
    assert looked_at(store)["open_dropouts"].state is AlertState.CLOSED
    more = build_more(store, "2023-11", 1)
    found = looked_at(more)["open_dropouts"]
    assert (found.row.value, found.state, found.again) == (3, AlertState.NEW, "worse")
    assert found.step is not None
    assert found.step.state is AlertState.CLOSED


def test_true_again_is_new_but_an_undo_undone_is_not(store: Store):
    row = looked_at(store)["open_dropouts"].row
    close(store, row)
    undo(store, "b000002", "甲")
    assert "open_dropouts" not in looked_at(store)
    assert [*AlertDesk(store.folder.root).gone()] == [row.key]
    redo(store, "b000002", "甲")
    assert looked_at(store)["open_dropouts"].state is AlertState.CLOSED
    undo(store, "b000002", "甲")
    found = looked_at(build_more(store, "2023-11", 2))["open_dropouts"]
    assert (found.row.value, found.state, found.again) == (2, AlertState.NEW, "again")


def test_who_does_not_see_everything_marks_nothing_as_gone(store: Store):
    close(store, looked_at(store)["open_dropouts"].row)
    with Context(store, Visitor("西", Role.CLERK, frozenset({"T9999"})), store.current()) as context:
        assert not cases_of(context, YEAR)
    assert not AlertDesk(store.folder.root).gone()


def build_more(store: Store, period: str, dropouts: int) -> Store:
    """The store with one more monthly return."""
    return build(store.folder.root, [File([month("甲中", period, "junior", dropouts=dropouts, **TOLD)])])
