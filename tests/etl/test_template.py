"""What we hand out we accept: the form of every dataset, empty, filled in, and filled with what is known."""

import datetime

import openpyxl
import pytest

from catalog import DATASETS
from catalog.model import Dataset, Kind
from catalog.periods import PeriodKind
from etl.extract.book import read_file
from etl.extract.limits import LIMITS
from etl.form_columns import header_of
from etl.template import EXAMPLE_MARK, EXAMPLE_ROW, HEADER_ROW, default_period, write_template
from tests.etl.build import Bureau, write_book

NAMES = [each.name for each in DATASETS]
BY_NAME = {each.name: each for each in DATASETS}
REGISTER = [
    ["2023—2024学年学校名录"],
    ["学校标识码", "学校", "区县", "乡镇", "学段", "城乡类型", "主管学校", "办学性质", "状态", "督导区"],
    ["2199000001", "石桥镇中心小学", "青云县", "石桥镇", "小学", "镇区", "", "公办", "正常", "第一督导区"],
    ["3199000002", "石桥九年制学校", "青云县", "石桥镇", "小学", "镇区", "", "公办", "正常", "第一督导区"],
    ["3199000002", "石桥九年制学校", "青云县", "石桥镇", "初中", "镇区", "", "公办", "正常", "第一督导区"],
]
VALUES = {
    Kind.COUNT: 8,
    Kind.NUMBER: 8,
    Kind.MONEY: 800,
    Kind.RATE: 90,
    Kind.GRADE: "八年级",
    Kind.FLAG: "是",
    Kind.TEXT: "一",
}


@pytest.fixture
def known(bureau: Bureau, files) -> Bureau:
    """A store that knows two schools."""
    bureau.must_take(write_book(files / "register.xlsx", {"学校名录": REGISTER}))
    return bureau


def headers(path) -> dict[str, int]:
    """Column numbers by header of the form."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {sheet.cell(HEADER_ROW + 1, column).value: column for column in range(1, sheet.max_column + 1)}


def fill(path, dataset: Dataset, row: int, values: dict) -> None:
    """Write values by column name into a row of the form, as a clerk would."""
    places = headers(path)
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        book.worksheets[0].cell(row, places[header_of(dataset.column(name))]).value = value
    book.save(path)


def filling(dataset: Dataset) -> dict:
    """A value for every column a clerk fills in."""
    values = {}
    for column in dataset.columns:
        if column.name in (
            "mean",
            "sd",
            "sd_sample",
            "pass_rate",
            "excellent_rate",
            "low_rate",
            "bins",
            "opened",
            "closed",
            "status",
        ):
            continue
        if column.kind is Kind.CHOICE:
            values[column.name] = next(iter(column.choices.values()))[0]
        elif column.kind is Kind.DATE:
            values[column.name] = datetime.date(2024 if column.name == "start" else 2027, 9, 1)
        else:
            values[column.name] = VALUES.get(column.kind)
    values |= {"sum_score": 640, "sum_squares": 51200, "full_mark": 120, "stage": "初中", "parent_school": None}
    schools = dict(zip(dataset.places, ("石桥镇中心小学", "石桥九年制学校"), strict=False))
    for prefix, school in schools.items():
        values |= {f"{prefix}school": school, f"{prefix}township": "石桥镇", f"{prefix}school_code": None}
    values |= {"district": "青云县", "school_code": None}
    return {name: value for name, value in values.items() if any(each.name == name for each in dataset.columns)}


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_is_accepted_and_said_to_be_empty(bureau: Bureau, files, name):
    assert bureau.run("template", name, files / "form.xlsx").status == 0
    answer = bureau.take(files / "form.xlsx")
    assert answer.status == 0, answer.value
    assert "no_data_rows" in answer.codes
    assert [each["dataset"] for each in answer.value["sheets"]].count(name) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_form_is_accepted_without_the_example(bureau: Bureau, files, name):
    dataset = BY_NAME[name]
    assert bureau.run("template", name, files / "form.xlsx").status == 0
    fill(files / "form.xlsx", dataset, EXAMPLE_ROW + 2, filling(dataset))
    answer = bureau.must_take(files / "form.xlsx")
    [sheet] = [each for each in answer.value["sheets"] if each["dataset"] == name]
    assert sheet["rows_accepted"] == 1
    if "period" in dataset.key:
        assert sheet["period"] == default_period(dataset)
    # Graduates of an autumn return belong to the year before: a row of their own.
    rows = bureau.rows(f'SELECT * FROM "{name}"')
    counted = {row[each.name] for row in rows for each in dataset.facts if each.kind is Kind.COUNT}
    assert 1 <= len(rows) <= 2
    assert counted <= {8, None}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_form_for_known_schools_is_accepted_as_it_stands(known: Bureau, files, name):
    answer = known.run("template", name, files / "form.xlsx", "--school", "S00001", "--school", "3199000002")
    assert answer.value["schools"] == ["S00001", "S00002"]
    taken = known.take(files / "form.xlsx")
    refused = [each for each in taken.value["findings"] if each["level"] == "error"]
    assert taken.status == 0, refused
    assert len(known.rows("SELECT 1 FROM area WHERE level = 'school'")) == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_form_shows_units_choices_and_an_example(known: Bureau, files, name):
    known.run("template", name, files / "form.xlsx")
    book = openpyxl.load_workbook(files / "form.xlsx")
    form = book.worksheets[0]
    assert form.cell(EXAMPLE_ROW + 1, 1).value == EXAMPLE_MARK
    listed = [rule for rule in form.data_validations.dataValidation if rule.type == "list"]
    assert all(rule.formula1.startswith("选项!") for rule in listed)
    assert bool(listed) == any(
        each.kind in (Kind.CHOICE, Kind.FLAG, Kind.GRADE) or "school" in each.name for each in BY_NAME[name].columns
    )
    assert book["选项"].sheet_state == "hidden"


def test_the_form_of_the_reviews_asks_for_no_stage_and_shows_a_sane_example(files):
    """A county reviews all schools of a quarter together: nothing orange, fewer schools reviewed than were due."""
    write_template("dropout_review", files / "form.xlsx")
    book = openpyxl.load_workbook(files / "form.xlsx")
    form, places = book.worksheets[0], headers(files / "form.xlsx")
    due, reviewed, stage = (
        form.cell(EXAMPLE_ROW + 1, places[name]).value for name in ("应复核学校数", "已复核学校数", "学段")
    )
    assert (due, reviewed, stage or None) == ("9", "8", None)
    notes = [[cell.value for cell in row] for row in book["填写说明"].iter_rows()]
    needed = {row[0]: row[3] for row in notes[len(notes) - len(places) + 1 :]}
    assert not needed["学段"]
    assert any("学年、学期、季度或月份" in str(row[0]) for row in notes)
    write_template("population", files / "other.xlsx")
    other = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(files / "other.xlsx")["填写说明"].iter_rows()
    ]
    assert ["学段", "是"] in [[row[0], row[3]] for row in other]


def test_a_school_of_two_stages_gets_a_row_for_each(known: Bureau, files):
    known.run("template", "enrolment", files / "form.xlsx", "--school", "S00002", "--period", "2023-2024-1")
    fill(files / "form.xlsx", BY_NAME["enrolment"], EXAMPLE_ROW + 2, {"pupils": 300})
    fill(files / "form.xlsx", BY_NAME["enrolment"], EXAMPLE_ROW + 3, {"pupils": 200})
    known.must_take(files / "form.xlsx")
    found = known.rows("SELECT stage, pupils, period FROM enrolment ORDER BY pupils")
    assert [(row["stage"], row["pupils"], row["period"]) for row in found] == [
        ("junior", 200, "2023-2024-1"),
        ("primary", 300, "2023-2024-1"),
    ]


PERIODS = {
    PeriodKind.MONTH: "2024-03",
    PeriodKind.TERM: "2023-2024-2",
    PeriodKind.SCHOOL_YEAR: "2023-2024",
    PeriodKind.FISCAL_YEAR: "2024",
    PeriodKind.HALF_YEAR: "2024-H1",
    PeriodKind.QUARTER: "2024-Q1",
    PeriodKind.WEEK: "2024-W12",
}
# The month of an exam is when it was sat: its period is the term.
ASKED = [
    (each, kind) for each in DATASETS for kind in each.period_kinds if (each.name, kind) != ("exam", PeriodKind.MONTH)
]


@pytest.mark.slow
@pytest.mark.parametrize(("dataset", "kind"), ASKED, ids=[f"{each.name}-{kind}" for each, kind in ASKED])
def test_a_form_is_read_for_the_period_it_was_handed_out_for(files, dataset: Dataset, kind: PeriodKind):
    write_template(dataset.name, files / "form.xlsx", period=PERIODS[kind])
    fill(files / "form.xlsx", dataset, EXAMPLE_ROW + 2, filling(dataset))
    sheets, found = read_file(files / "form.xlsx", "form", None, None, LIMITS)
    assert [(each.dataset, each.period) for each in sheets if each.dataset] == [(dataset.name, PERIODS[kind])]
    assert not [each for each in found if each.level == "error"]


def test_an_unknown_school_is_wrong_usage(known: Bureau, files):
    assert known.run("template", "enrolment", files / "form.xlsx", "--school", "S00099").status == 2


def test_a_name_that_begins_like_a_formula_stays_text(bureau: Bureau, files):
    rows = [["2023—2024学年学校名录"], ["学校", "乡镇", "学段"], ["=cmd|'/c calc'!A1小学", "石桥镇", "小学"]]
    book = write_book(files / "register.xlsx", {"学校名录": rows})
    written = openpyxl.load_workbook(book)
    written.worksheets[0]["A3"].data_type = "s"
    written.save(book)
    if bureau.take(book).status == 0:
        bureau.run("template", "enrolment", files / "form.xlsx", "--school", "S00001")
        sheet = openpyxl.load_workbook(files / "form.xlsx").worksheets[0]
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
    else:
        assert bureau.store.current() is None
