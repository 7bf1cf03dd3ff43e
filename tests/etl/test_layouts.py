"""What was misread is put right once: corrections override recognition, and the next file of the kind needs none."""

import json
from pathlib import Path

import pytest

from etl.drafts import Draft, open_draft, open_extract
from etl.layout_memory import forget, listed, remember
from etl.layouts import BadLayout, ColumnSaid, RememberedLayout, Said, SheetLayout
from etl.options import Options
from etl.prepare import UploadGone, import_file, prepare, publish, read_again
from store.layout_memory import LayoutMemory
from tests.etl.build import Bureau, enrolment, write_book

PUPILS = SheetLayout(dataset="enrolment", period="2023-2024-1", columns={"D": ColumnSaid("pupils")})
ODD_HEADER = ("片名", "点位", "层", "人头", "间")
ODD = {
    "B": ColumnSaid("school"), "A": ColumnSaid("township"), "C": ColumnSaid("stage"),
    "D": ColumnSaid("pupils"), "E": ColumnSaid("classes"),
}  # fmt: skip
BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 480, 12)


def odd_file(path: Path, rows=(BRIDGE,), title: str = "有关情况一览", header=ODD_HEADER) -> Path:
    """A sheet none of whose words we know."""
    return write_book(path, {"表": [[title], list(header), *rows]})


def misnamed(path: Path, title: str = "2023—2024学年第一学期在校生情况统计表", pupils: int = 480) -> Path:
    """A return whose pupils stand under a word we do not know."""
    header = ("乡镇", "学校", "学段", "坐了多少", "班数")
    return write_book(path, {"在校生": [[title], list(header), ("石桥镇", "石桥镇中心小学", "小学", pupils, 12)]})


def codes(draft: Draft) -> list[str]:
    """The codes of a draft's findings."""
    return [each.code for each in draft.findings]


def errors(draft: Draft) -> list[str]:
    """The codes of those that stop it."""
    return [each.code for each in draft.findings if each.stops]


def table(draft: Draft, number: int = 0) -> list[dict]:
    """The rows read of a sheet."""
    read = open_extract(draft.folder).sheets[number].table
    assert read is not None
    return read.to_pylist()


def corrected(bureau: Bureau, path: Path, *, sheet: str = "表", **said) -> Draft:
    """A draft of the file, then the same with corrections."""
    draft = prepare(bureau.store, path, Options(), "李")
    path.unlink(missing_ok=True)
    return read_again(bureau.store, draft, Options(sheets={sheet: SheetLayout(**said)}))


def test_corrections_survive_as_json():
    said = SheetLayout(False, (3, 4), "resource", "2023-2024", "万元",
                       {"F": ColumnSaid("quantity", "千册", {"item": "books"})}, (6, None))  # fmt: skip
    kept = RememberedLayout("f" * 32, 2, said.for_every_file(), "李", "2026-01-05T08:00:00+00:00")
    everything = Said({"表一": said}, (kept,))
    assert Said.from_json(json.loads(json.dumps(everything.as_json()))) == everything
    options = Options(sheets={"表一": said}, new_names=("云台小学",))
    assert Options.from_json(json.loads(json.dumps(options.as_json()))) == options


@pytest.mark.parametrize(
    "values",
    [[], {"header": [4, 3]}, {"header": [0, 2]}, {"header": "3"}, {"columns": ["A"]}, {"columns": {"A": "pupils"}},
     {"dataset": 7}, {"rows": [1]}, {"rows": [None, "9"]}],
)  # fmt: skip
def test_what_is_no_correction_is_refused(values):
    with pytest.raises(BadLayout):
        SheetLayout.from_json(values)


def test_a_sheet_of_unknown_words_is_read_as_it_is_told(bureau: Bureau, files: Path):
    draft = prepare(bureau.store, odd_file(files / "a.xlsx"), Options(), "李")
    assert errors(draft) == ["nothing_recognised"]
    (files / "a.xlsx").unlink()
    said = SheetLayout(dataset="enrolment", period="2023-2024-1", columns=ODD)
    again = read_again(bureau.store, draft, Options(sheets={"表": said}))
    assert not again.refused, again.findings
    assert again.id == draft.id
    assert [(row["school_text"], row["pupils"], row["classes"], row["period"]) for row in table(again)] == [
        ("石桥镇中心小学", 480, 12, "2023-2024-1")
    ]
    publish(bureau.store, again, "李")
    assert bureau.pupils() == {"石桥镇中心小学": 480}


def test_an_unknown_column_is_given_its_meaning(bureau: Bureau, files: Path):
    draft = corrected(bureau, misnamed(files / "a.xlsx"), sheet="在校生", columns={"D": ColumnSaid("pupils")})
    assert "layout_told" in codes(draft)
    assert table(draft)[0]["pupils"] == 480


def test_a_period_is_given_for_one_sheet(bureau: Bureau, files: Path):
    path = misnamed(files / "a.xlsx", title="在校生情况统计表")
    assert errors(prepare(bureau.store, path, Options(), "李")) == ["period_unknown"]
    draft = corrected(bureau, path, sheet="在校生", period="2024-2025-1")
    assert (table(draft)[0]["period"], draft.refused) == ("2024-2025-1", False)


def test_the_header_is_where_it_is_said_to_be(bureau: Bureau, files: Path):
    rows = [["2023—2024学年第一学期在校生情况统计表"], ["乡镇", "学校", "学段", "在校生数"], ["所在", "全称", "层次", "填总数"],
            ["石桥镇", "石桥镇中心小学", "小学", 480]]  # fmt: skip
    draft = corrected(bureau, write_book(files / "a.xlsx", {"表": rows}), header=(2, 2), rows=(4, None))
    assert [row["school_text"] for row in table(draft)] == ["石桥镇中心小学"]
    assert open_extract(draft.folder).sheets[0].header_rows == [2]


def test_rows_below_the_last_one_are_not_read(bureau: Bureau, files: Path):
    rows = [("石桥镇", "石桥镇中心小学", "小学", 480, 12), ("石桥镇", "旧校区中心小学", "小学", 90, 3)]
    draft = corrected(bureau, odd_file(files / "a.xlsx", rows), dataset="enrolment", period="2023-2024-1",
                      columns=ODD, rows=(None, 3))  # fmt: skip
    assert [row["pupils"] for row in table(draft)] == [480]


def test_a_column_said_to_be_ignored_is_not_read(bureau: Bureau, files: Path):
    path = enrolment(files / "a.xlsx", [("石桥镇", "石桥镇中心小学", "小学", 12, 480, 999)])
    draft = corrected(bureau, path, sheet="在校生", columns={"F": ColumnSaid("ignore")})
    assert (table(draft)[0]["pupils"], table(draft)[0]["girls"]) == (480, None)


def subsidy(path: Path, amount: float, unit: str = "") -> Path:
    """A return of subsidies; its amounts have no unit of their own."""
    header = ["乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额"]
    title = (
        [["2023—2024学年第二学期学生资助发放统计表"], [unit]] if unit else [["2023—2024学年第二学期学生资助发放统计表"]]
    )
    row = ["石桥镇", "石桥镇中心小学", "小学", "家庭经济困难学生生活补助", 40, amount]
    return write_book(path, {"资助": [*title, header, row]})


def test_the_unit_of_a_sheet_and_of_a_column(bureau: Bureau, files: Path):
    whole = corrected(bureau, subsidy(files / "a.xlsx", 2.5), sheet="资助", unit="万元")
    assert table(whole)[0]["amount"] == 25_000
    one = corrected(bureau, subsidy(files / "b.xlsx", 2.5), sheet="资助", columns={"F": ColumnSaid(unit="千元")})
    assert table(one)[0]["amount"] == 2_500


def test_a_sheet_that_is_not_needed_is_left_out(bureau: Bureau, files: Path):
    header = ["乡镇", "学校", "学段", "在校生数"]
    title = ["2023—2024学年第一学期在校生情况统计表"]
    book = {"正式": [title, header, ["石桥镇", "石桥镇中心小学", "小学", 480]],
            "试填": [title, header, ["石桥镇", "石桥镇中心小学", "小学", "约五百"]]}  # fmt: skip
    path = write_book(files / "a.xlsx", book)
    assert prepare(bureau.store, path, Options(), "李").refused
    draft = corrected(bureau, path, sheet="试填", skip=True)
    assert not draft.refused
    assert [each.dataset for each in open_extract(draft.folder).sheets] == ["enrolment", None]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (SheetLayout(columns={"Z": ColumnSaid("pupils")}), "没有 Z 列"),
        (SheetLayout(columns={"../x": ColumnSaid("pupils")}), "没有 ../x 列"),
        (SheetLayout(columns={"D": ColumnSaid("salary")}), "没有“salary”列"),
        (SheetLayout(columns={"D": ColumnSaid("pupils", "亩")}), "单位“亩”不能换算"),
        (SheetLayout(header=(1, 25)), "表头不能在第 1—25 行"),
        (SheetLayout(header=(99, 99)), "表头不能在第 99—99 行"),
        (SheetLayout(period="去年"), "不是时期的写法"),
        (SheetLayout(unit="斤"), "不是金额单位"),
    ],
)
def test_a_correction_that_cannot_be_followed_stops_the_file(bureau: Bureau, files: Path, said, words):
    draft = prepare(bureau.store, misnamed(files / "a.xlsx"), Options(), "李")
    again = read_again(bureau.store, draft, Options(sheets={"在校生": said}))
    found = [each for each in again.findings if each.code == "correction_unusable"]
    assert words in found[0].message
    assert again.refused


def test_corrections_of_a_sheet_that_is_not_there_stop_the_file(bureau: Bureau, files: Path):
    draft = corrected(bureau, misnamed(files / "a.xlsx"), sheet="别的", skip=True)
    assert errors(draft) == ["correction_unusable"]


def test_an_unknown_dataset_is_a_finding(bureau: Bureau, files: Path):
    assert (
        errors(corrected(bureau, misnamed(files / "a.xlsx"), sheet="在校生", dataset="salary"))[0] == "unknown_dataset"
    )


def test_what_is_still_lacking_is_named(bureau: Bureau, files: Path):
    draft = corrected(bureau, odd_file(files / "a.xlsx"), dataset="enrolment")
    found = [each for each in draft.findings if each.code == "layout_incomplete"]
    assert "在校生数" in found[0].message or "班数" in found[0].message
    grid = open_extract(draft.folder).sheets[0].grid
    assert grid.headers[:5] == list(ODD_HEADER)
    assert grid.roles[:3] == ["title", "header", "data"]


def test_names_of_persons_stay_unread_whatever_is_said(bureau: Bureau, files: Path):
    header = ["学校", "姓名", "学段", "在校生数"]
    rows = [["2023—2024学年第一学期在校生名册"], header, ["石桥镇中心小学", "某甲", "小学", 1]]
    path = write_book(files / "a.xlsx", {"名册": rows})
    draft = prepare(bureau.store, path, Options(), "李")
    assert draft.upload is None
    with pytest.raises(UploadGone):
        read_again(bureau.store, draft, Options())
    said = {"名册": SheetLayout(dataset="enrolment", columns={"B": ColumnSaid("grade")})}
    told = prepare(bureau.store, path, Options(sheets=said), "李")
    assert {"correction_unusable", "persons_not_taken"} <= set(errors(told))
    assert told.upload is None


def test_a_file_of_personal_numbers_is_not_kept_even_when_nothing_was_understood(bureau: Bureau, files: Path):
    draft = prepare(bureau.store, odd_file(files / "a.xlsx", [("甲", "11010119900101001X", "", 1, 1)]), Options(), "李")
    assert draft.refused
    assert draft.upload is None


def remembered(bureau: Bureau, path: Path, *, sheet: str = "表", **said) -> Draft:
    """A file corrected, put in use, and the corrections remembered."""
    draft = corrected(bureau, path, sheet=sheet, **said)
    assert not draft.refused, draft.findings
    read = open_extract(draft.folder).sheets[0]
    remember(bureau.store, read, draft.options.sheets[sheet], f"{draft.file_name} {sheet}", "李")
    publish(bureau.store, draft, "李")
    return draft


def test_the_next_file_of_the_kind_goes_through_by_itself(bureau: Bureau, files: Path):
    remembered(bureau, odd_file(files / "9月.xlsx"), dataset="enrolment", period="2023-2024-1", columns=ODD)
    rows = [("石桥镇", "石桥镇中心小学", "小学", 477, 12)]
    following = odd_file(files / "下学期.xlsx", rows, title="2023—2024学年第二学期有关情况一览")
    report = import_file(bureau.store, following, Options(), "王")
    assert report["published"], report["findings"]
    said = next(each for each in report["findings"] if each["code"] == "layout_recalled")
    assert "李" in said["message"]
    assert said["level"] == "info"
    assert bureau.pupils("2023-2024-2") == {"石桥镇中心小学": 477}


def test_the_period_of_one_file_is_not_remembered(bureau: Bureau, files: Path):
    remembered(bureau, odd_file(files / "a.xlsx"), dataset="enrolment", period="2023-2024-1", columns=ODD)
    draft = prepare(bureau.store, odd_file(files / "b.xlsx"), Options(), "王")
    assert errors(draft) == ["period_unknown"]


def test_a_layout_is_recalled_wherever_its_header_stands(bureau: Bureau, files: Path):
    remembered(bureau, misnamed(files / "a.xlsx"), sheet="在校生", columns={"D": ColumnSaid("pupils")})
    header = ["乡镇", "学校", "学段", "坐了多少", "班数"]
    moved = [
        ["附件2"],
        [],
        ["2024—2025学年第一学期在校生情况统计表"],
        header,
        ["石桥镇", "石桥镇中心小学", "小学", 470, 12],
    ]
    draft = prepare(bureau.store, write_book(files / "b.xlsx", {"新": moved}), Options(), "王")
    assert table(draft)[0]["pupils"] == 470
    assert "layout_recalled" in codes(draft)


def test_the_same_header_about_something_else_is_another_kind(bureau: Bureau, files: Path):
    """A remembered meaning must not turn 资助 figures into pupils because two forms share a header."""
    remembered(bureau, misnamed(files / "a.xlsx"), sheet="在校生", columns={"D": ColumnSaid("pupils")})
    draft = prepare(
        bureau.store, misnamed(files / "b.xlsx", title="2023—2024学年第一学期学生资助情况统计表"), Options(), "王"
    )
    assert "layout_recalled" not in codes(draft)


def test_a_stated_unit_makes_another_kind(bureau: Bureau, files: Path):
    """万元 was said of a form without a unit; the same form in 元 must not be multiplied."""
    remembered(bureau, subsidy(files / "a.xlsx", 2.5), sheet="资助", unit="万元")
    assert bureau.rows("SELECT amount FROM subsidy") == [{"amount": 25_000.0}]
    stated = prepare(bureau.store, subsidy(files / "b.xlsx", 25_000, unit="单位：元"), Options(), "王")
    assert table(stated)[0]["amount"] == 25_000
    silent = prepare(bureau.store, subsidy(files / "c.xlsx", 2.6), Options(), "王")
    assert table(silent)[0]["amount"] == 26_000


def test_a_remembered_unit_that_makes_no_sense_is_asked(bureau: Bureau, files: Path):
    """万元 was remembered of a form without a unit; the next one is in yuan and says so nowhere."""
    remembered(bureau, subsidy(files / "a.xlsx", 2.5), sheet="资助", unit="万元")
    draft = prepare(bureau.store, subsidy(files / "b.xlsx", 25_000), Options(), "王")
    assert errors(draft) == ["remembered_unit_odd"]
    again = read_again(bureau.store, draft, Options(sheets={"资助": SheetLayout(unit="元")}))
    assert (errors(again), table(again)[0]["amount"]) == ([], 25_000)


def test_what_is_said_of_a_file_beats_what_is_remembered(bureau: Bureau, files: Path):
    remembered(bureau, misnamed(files / "a.xlsx"), sheet="在校生", columns={"D": ColumnSaid("pupils")})
    draft = prepare(bureau.store, misnamed(files / "b.xlsx"), Options(), "王")
    own = SheetLayout(columns={"D": ColumnSaid("boarders")})
    again = read_again(bureau.store, draft, Options(sheets={"在校生": own}))
    assert (table(again)[0]["boarders"], table(again)[0]["pupils"]) == (480, None)


def test_a_forgotten_layout_is_not_used_again(bureau: Bureau, files: Path):
    remembered(bureau, misnamed(files / "a.xlsx"), sheet="在校生", columns={"D": ColumnSaid("pupils")})
    kept = listed(bureau.store)
    assert [(each.person, each.name, each.layout.dataset) for each in kept] == [("李", "a.xlsx 在校生", "enrolment")]
    assert forget(bureau.store, kept[0].fingerprint, "王")
    assert not forget(bureau.store, kept[0].fingerprint, "王")
    draft = prepare(bureau.store, misnamed(files / "b.xlsx"), Options(), "王")
    assert "layout_recalled" not in codes(draft)


def test_a_layout_of_another_release_does_not_stop_reading(bureau: Bureau, files: Path):
    LayoutMemory(bureau.data).keep("f" * 32, {"height": "two"}, "李")
    assert listed(bureau.store) == []
    assert not errors(prepare(bureau.store, misnamed(files / "a.xlsx"), Options(), "王"))


def test_the_corrections_of_a_draft_survive_being_put_down(bureau: Bureau, files: Path):
    draft = corrected(bureau, misnamed(files / "a.xlsx"), sheet="在校生", columns={"D": ColumnSaid("pupils")})
    assert open_draft(bureau.store, draft.id).options == draft.options


def test_one_of_two_tables_on_a_sheet_is_corrected_for_itself(bureau: Bureau, files: Path):
    header = ["学校", "在校生数", "铺位"]
    rows = [
        ["2023—2024学年第一学期在校生情况统计表"],
        [*header, None, *header],
        ["石桥镇中心小学", 480, 7, None, "枫林乡中心小学", 210, 9],
    ]
    draft = prepare(bureau.store, write_book(files / "a.xlsx", {"表": rows}), Options(), "李")
    assert [(each.sheet, each.table_no) for each in open_extract(draft.folder).sheets] == [("表", 0), ("表", 1)]
    said = {"表#2": SheetLayout(columns={"G": ColumnSaid("boarders")})}
    again = read_again(bureau.store, draft, Options(sheets=said))
    assert [table(again, number)[0]["boarders"] for number in (0, 1)] == [None, 9]
    assert [table(again, number)[0]["pupils"] for number in (0, 1)] == [480, 210]


def test_a_period_is_given_for_a_sheet_with_schools_as_columns(bureau: Bureau, files: Path):
    rows = [["在校生情况统计表"], ["项目", "石桥镇中心小学", "枫林乡中心小学"], ["在校生数", 480, 210], ["班数", 12, 6]]
    path = write_book(files / "a.xlsx", {"表": rows})
    assert errors(prepare(bureau.store, path, Options(), "李")) == ["period_unknown"]
    draft = corrected(bureau, path, period="2023-2024-1")
    assert {(row["school_text"], row["pupils"], row["period"]) for row in table(draft) if row["pupils"]} == {
        ("石桥镇中心小学", 480, "2023-2024-1"),
        ("枫林乡中心小学", 210, "2023-2024-1"),
    }


AID = {"B": ColumnSaid("recipients"), "C": ColumnSaid("amount")}


def aid_file(path: Path, year: int, amount: float, unit_row=(), remark=()) -> Path:
    """An aid sheet of unknown words, its unit told by nobody, by a row under the header or by a remark."""
    title, header = [f"青云县{year}年秋季小学生活补助资助情况"], ["学校", "坐了多少", "钱"]
    rows = [title, header, unit_row, ["石桥镇中心小学", 20, amount], remark]
    return write_book(path, {"表": [list(row) for row in rows if row]})


def test_a_unit_written_in_the_file_beats_the_remembered_one(bureau: Bureau, files: Path):
    remembered(bureau, aid_file(files / "a.xlsx", 2022, 1.25), dataset="subsidy", unit="万元", columns=AID)
    in_row = prepare(bureau.store, aid_file(files / "b.xlsx", 2023, 12500, (None, "人", "元")), Options(), "王")
    assert table(in_row)[0]["amount"] == 12500
    assert "layout_recalled" in codes(in_row)
    below = prepare(
        bureau.store, aid_file(files / "c.xlsx", 2023, 12500, remark=("注：金额单位为元",)), Options(), "王"
    )
    assert errors(below) == ["unit_contradicted"]
