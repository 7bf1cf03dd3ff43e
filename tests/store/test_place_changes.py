"""Schools and townships that were renamed, merged or split off: said once, undone like any batch, never guessed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from store import Resolver, Store, undo
from store.declarations import ImpossibleChange, NewChange, declare
from store.place_changes import changes_listed
from tests.store.build import load

DAY = datetime.date(2024, 9, 1)


@pytest.fixture
def district(store: Store) -> Store:
    """Two years of three schools in two townships; no register."""
    rows = [
        {"township": town, "school": school, "stage": "primary", "period": f"{year}-{year + 1}-1", "pupils": pupils}
        for year in (2023, 2024)
        for town, school, pupils in (
            ("柳溪乡", "柳溪小学", 100),
            ("石桥镇", "石桥小学", 200),
            ("石桥镇", "东山小学", 50),
        )
        if (year, school) != (2024, "东山小学")
    ]
    load(store, "enrolment", rows)
    return store


def ids(store: Store) -> dict[str, str]:
    return {row["name"]: row["area_id"] for row in asked(store, "SELECT name, area_id FROM area")}


def asked(store: Store, sql: str, *params: Any) -> list[dict[str, Any]]:
    with store.read() as reader:
        return reader.rows(sql, list(params))


def due(store: Store, school_id: str) -> dict[str, bool]:
    rows = asked(store, "SELECT period, reported FROM due WHERE dataset = 'enrolment' AND school_id = ?", school_id)
    return {row["period"]: row["reported"] for row in rows}


def said(store: Store, kind: str, one: str, other: str | None = None, **more: Any) -> None:
    places = ids(store)
    declare(store, NewChange(kind, places[one], DAY, places[other] if other else None, **more), "甲")


def test_a_merged_school_keeps_its_facts_and_is_no_longer_expected(district: Store):
    school = ids(district)["东山小学"]
    assert due(district, school) == {"2023-2024-1": True, "2024-2025-1": False}
    said(district, "merged", "东山小学", "石桥小学", reason="县府〔2024〕9号")
    assert due(district, school) == {"2023-2024-1": True}
    kept = asked(district, "SELECT pupils FROM enrolment WHERE school_id = ?", school)
    assert [row["pupils"] for row in kept] == [50]
    with district.read() as reader:
        listed = changes_listed(reader)
    assert [(each["area"], each["other"], each["person"], each["reason"]) for each in listed] == [
        ("东山小学", "石桥小学", "甲", "县府〔2024〕9号")
    ]
    undo(district, listed[0]["batch_id"], "乙")
    assert due(district, school) == {"2023-2024-1": True, "2024-2025-1": False}


def test_a_renamed_school_answers_to_both_names(district: Store):
    said(district, "renamed", "东山小学", name="石桥镇第二小学")
    load(
        district, "enrolment",
        [{"township": "石桥镇", "school": "石桥镇第二小学", "stage": "primary", "period": "2024-2025-1", "pupils": 60}],
        mint=False,
    )  # fmt: skip
    school = ids(district)["石桥镇第二小学"]
    rows = asked(district, "SELECT period, pupils FROM enrolment WHERE school_id = ? ORDER BY period", school)
    assert [(row["period"], row["pupils"]) for row in rows] == [("2023-2024-1", 50), ("2024-2025-1", 60)]
    names = asked(district, "SELECT name FROM school_history WHERE school_id = ? ORDER BY valid_from", school)
    assert [row["name"] for row in names] == ["东山小学", "石桥镇第二小学"]


def test_a_name_that_passed_on_means_each_school_in_its_time(district: Store):
    """石桥小学 is merged into 东山小学, which takes its name: before the day the name means the one, after it the other."""
    before = ids(district)
    said(district, "merged", "石桥小学", "东山小学")
    said(district, "renamed", "东山小学", name="石桥小学")
    found = asked(district, "SELECT school_id, period, pupils FROM enrolment WHERE pupils = 200 ORDER BY period")
    assert [(row["school_id"], row["period"]) for row in found] == [
        (before["石桥小学"], "2023-2024-1"),
        (before["东山小学"], "2024-2025-1"),
    ]
    with district.read() as reader:
        resolver = Resolver(reader)
    earlier = resolver.school(None, "石桥小学", on=datetime.date(2023, 9, 1))
    assert (earlier.school_id, resolver.school(None, "石桥小学").school_id) == (before["石桥小学"], before["东山小学"])


def test_schools_of_a_merged_township_lie_where_they_lay_then(district: Store):
    said(district, "merged", "柳溪乡", "石桥镇")
    places = ids(district)
    lay = asked(
        district,
        "SELECT period, township_id FROM enrolment WHERE school_id = ? ORDER BY period",
        places["柳溪小学"],
    )
    assert [(row["period"], row["township_id"]) for row in lay] == [
        ("2023-2024-1", places["柳溪乡"]),
        ("2024-2025-1", places["石桥镇"]),
    ]
    now = asked(district, "SELECT now_id, closed FROM township_now WHERE township_id = ?", places["柳溪乡"])
    assert now == [{"now_id": places["石桥镇"], "closed": DAY}]
    # A file of today that names the school in its new township is understood.
    with district.read() as reader:
        assert Resolver(reader).school(None, "柳溪小学", "石桥镇").school_id == places["柳溪小学"]


def test_the_total_of_a_township_that_is_no_more_counts_nowhere(district: Store):
    said(district, "merged", "柳溪乡", "石桥镇")
    rows = [
        {
            "area_level": "township",
            "township": "柳溪乡",
            "stage": "primary",
            "period": f"{year}-{year + 1}-1",
            "pupils": 99,
        }
        for year in (2023, 2024)
    ]
    load(district, "enrolment", rows)
    own = asked(district, "SELECT period FROM enrolment WHERE area_level = 'township'")
    assert [row["period"] for row in own] == ["2023-2024-1"]
    assert [row["text"] for row in asked(district, "SELECT text FROM unresolved")] == ["柳溪乡"]


def test_a_renamed_township_is_found_under_both_names(district: Store):
    said(district, "renamed", "柳溪乡", name="柳溪街道")
    with district.read() as reader:
        resolver = Resolver(reader)
    assert resolver.township("柳溪乡") == resolver.township("柳溪街道") == ids(district)["柳溪街道"]
    assert asked(district, "SELECT DISTINCT township FROM area WHERE name = '柳溪小学'") == [{"township": "柳溪街道"}]


def test_a_register_of_later_does_not_reopen_what_was_merged(district: Store):
    said(district, "merged", "东山小学", "石桥小学")
    load(
        district, "school",
        [{"township": "石桥镇", "school": "东山小学", "stage": "primary", "period": "2024-2025", "status": "active"}],
    )  # fmt: skip
    assert due(district, ids(district)["东山小学"]) == {"2023-2024-1": True}


def test_a_split_off_school_is_due_from_its_day(district: Store):
    said(district, "split", "石桥小学", "东山小学")
    opened = asked(
        district, "SELECT DISTINCT opened FROM school_history WHERE school_id = ?", ids(district)["石桥小学"]
    )
    assert opened == [{"opened": DAY}]


@pytest.mark.parametrize(
    ("kind", "one", "other", "name", "reason"),
    [
        ("renamed", "东山小学", None, "石桥小学", "name_taken"),
        ("renamed", "东山小学", None, "东山小学", "name"),
        ("merged", "东山小学", "东山小学", None, "itself"),
        ("merged", "东山小学", "石桥镇", None, "levels"),
        ("split", "石桥镇", "柳溪乡", None, "levels"),
    ],
)
def test_what_cannot_be_is_refused(
    district: Store, kind: str, one: str, other: str | None, name: str | None, reason: str
):
    with pytest.raises(ImpossibleChange) as refused:
        said(district, kind, one, other, name=name)
    assert refused.value.reason == reason


def test_no_circles_and_no_second_merger(district: Store):
    said(district, "merged", "东山小学", "石桥小学")
    for one, other, reason in (("石桥小学", "东山小学", "circle"), ("东山小学", "柳溪小学", "closed")):
        with pytest.raises(ImpossibleChange) as refused:
            said(district, "merged", one, other)
        assert refused.value.reason == reason
