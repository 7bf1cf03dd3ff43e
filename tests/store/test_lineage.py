"""Where a value came from: the cell that decided it first, then those it overruled."""

import pytest

from store import NewBatch, NewSheet, Resolver, Store, lineage, redo, undo
from tests.store.build import as_table, load, pupils

TERM = "2023-2024-1"
KEY = {"school_id": "S00001", "stage": "primary", "grade": None, "period": TERM}


def cells(store: Store, dataset: str, key: dict[str, object], column: str) -> list[lineage.Cell]:
    with store.read() as reader:
        return lineage.cells(reader, dataset, key, column)


def test_the_last_stated_cell_comes_first_with_file_sheet_and_cell(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10)], person="甲", file_name="旧.xlsx")
    second = load(store, "enrolment", [pupils("乙小学", 1), pupils("甲小学", 12)], person="乙", file_name="新.xlsx")
    found = cells(store, "enrolment", KEY, "pupils")
    assert [(each.value, each.file, each.sheet, each.cell, each.row, each.counts) for each in found] == [
        (12, "新.xlsx", "表1", "E5", 5, True),
        (10, "旧.xlsx", "表1", "E4", 4, False),
    ]
    assert (found[0].batch_id, found[0].person) == (second, "乙")
    undo(store, second, "甲")
    assert [each.value for each in cells(store, "enrolment", KEY, "pupils")] == [10]
    redo(store, second, "甲")
    assert [each.value for each in cells(store, "enrolment", KEY, "pupils")] == [12, 10]


def test_a_sum_of_parts_lists_each_part(store: Store):
    load(store, "enrolment", [pupils("甲小学", 99)])
    load(store, "enrolment", [pupils("甲小学", grade * 10, grade=grade) for grade in range(1, 7)])
    key = {name: value for name, value in KEY.items() if name != "grade"}
    for dataset in ("enrolment", "enrolment_totals"):
        found = cells(store, dataset, key, "pupils")
        assert [(each.part, each.value, each.counts) for each in found] == [
            *((grade, grade * 10, True) for grade in range(1, 7)),
            (None, 99, False),
        ]
        assert sum(each.value for each in found if each.counts) == 210


def test_a_stated_total_outweighs_older_parts(store: Store):
    load(store, "enrolment", [pupils("甲小学", grade * 10, grade=grade) for grade in range(1, 7)])
    load(store, "enrolment", [pupils("甲小学", 200)])
    found = cells(store, "enrolment_totals", {"school_id": "S00001", "stage": "primary", "period": TERM}, "pupils")
    assert (found[0].value, found[0].counts) == (200, True)
    assert {each.counts for each in found[1:]} == {False}


def test_a_replaced_cell_is_gone_and_a_bare_year_stands_at_its_term(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10)])
    covered = {"dataset": "enrolment", "periods": [TERM], "areas": ["T0001"], "stages": ["primary"]}
    load(store, "enrolment", [pupils("甲小学", 11, period="2023-2024")], replaces=True, slices=[covered])
    assert [each.value for each in cells(store, "enrolment", KEY, "pupils")] == [11]


def test_columns_joined_and_rows_rolled_up(store: Store):
    with store.write(person="甲") as writer:
        resolver = Resolver(writer)
        district = resolver.mint_district("青云县")
        school = resolver.mint_school("甲小学", code=None, township_id=None, district_id=district)
        seq = writer.add_batch(NewBatch(file_name="成绩.xlsx"))
        blocks = {0: {"stage": "B"}, 1: {"pupils": "F+H", "girls": "H"}}
        joined = writer.add_sheet(seq, NewSheet("按年级", "enrolment", blocks=blocks))
        row = {"school_text": "甲小学", "stage": "primary", "period": TERM, "pupils": 30, "girls": 14, "block_no": 1}
        writer.append("enrolment", seq, joined, as_table("enrolment", [{**row, "row_no": 17, "derived": "girls"}]))
        rolled = writer.add_sheet(seq, NewSheet("学生名单", "exam"))
        exam = {
            "school_text": "甲小学",
            "stage": "primary",
            "grade": 6,
            "period": TERM,
            "exam": "期末",
            "subject": "语文",
        }
        writer.append("exam", seq, rolled, as_table("exam", [{**exam, "row_no": None, "sat": 41}]))
        writer.claim(seq, [school])
        writer.rebuild(["enrolment", "exam"])
        writer.publish("import")
    pupil_cells = cells(store, "enrolment", KEY, "pupils")
    assert [(each.cell, each.derived) for each in pupil_cells] == [("F17+H17", False)]
    assert cells(store, "enrolment", KEY, "girls")[0].derived
    sat = cells(store, "exam", {"area_id": "S00001", "period": TERM, "exam": "期末"}, "sat")
    assert [(each.sheet, each.cell, each.row, each.rolled_up) for each in sat] == [("学生名单", None, None, True)]


def test_an_unknown_column_or_key_is_refused(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10)])
    with pytest.raises(KeyError):
        cells(store, "enrolment", KEY, "phone")
    with pytest.raises(KeyError, match="no key columns"):
        cells(store, "enrolment", {**KEY, "subject": "语文"}, "pupils")
