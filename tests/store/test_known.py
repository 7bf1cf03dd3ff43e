"""What is known of a version is shared by its readers, never by those of another one, and does not grow without end."""

from __future__ import annotations

import pytest

from store import Store
from store.known import MOST_KEPT, Known
from tests.store.build import add, pupils


def test_a_fact_is_found_out_once_and_the_latest_are_kept():
    known, asked = Known(), []
    for number in (*range(MOST_KEPT), 0, MOST_KEPT):
        assert known.once(number, lambda number=number: asked.append(number) or number) == number
    assert asked == list(range(MOST_KEPT + 1)), "0 was known the second time"
    known.once(0, lambda: asked.append("again"))
    known.once(1, lambda: asked.append("forgotten"))
    assert asked[-1] == "forgotten", "the one asked longest ago went"


def test_what_could_not_be_found_out_is_asked_again():
    known = Known()
    with pytest.raises(ZeroDivisionError):
        known.once("share", lambda: 1 / 0)
    assert known.once("share", lambda: 0.5) == 0.5


def test_readers_of_one_version_share_what_they_found_out_and_those_of_another_do_not(store: Store):
    for number in (1, 2):
        with store.write(person="甲") as writer:
            add(writer, "enrolment", [pupils("第一小学", number * 100)])
            writer.rebuild(["enrolment"])
            assert writer.publish("import") == number
    sql = "SELECT sum(pupils)::INTEGER AS pupils FROM enrolment WHERE period = $period"
    with store.read(2) as one, store.read(2) as two, store.read(1) as before:
        asked = {"period": "2023-2024-1"}
        assert one.once(sql, asked) == [{"pupils": 200}]
        assert two.once(sql, asked) is one.once(sql, asked)
        assert before.once(sql, asked) == [{"pupils": 100}]
        assert one.once(sql, {"period": "2022-2023-1"}) == [{"pupils": None}], "another condition is another fact"
