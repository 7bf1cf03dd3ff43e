"""What a later file does to an earlier one: cell by cell, or the whole slice when the clerk says so."""

import json

from tests.etl.build import Bureau, enrolment, write_book

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
VILLAGE = ("石桥镇", "石桥村小", "小学", 3, 60, 28)
MAPLE = ("枫林乡", "枫林乡中心小学", "小学", 6, 210, 100)


def cells(bureau: Bureau, school: str) -> dict:
    """The stored cells of a school."""
    found = bureau.rows(
        "SELECT e.classes, e.pupils, e.girls FROM enrolment e JOIN area a ON a.area_id = e.school_id WHERE a.name = ?",
        school,
    )
    return found[0]


def test_a_batch_records_what_it_covers(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, MAPLE]))
    [row] = bureau.rows("SELECT slices FROM batch")
    [found] = json.loads(row["slices"])
    assert found["dataset"] == "enrolment"
    assert found["periods"] == ["2023-2024-1"]
    assert found["stages"] == ["primary"]
    assert found["areas"] == ["T0001", "T0002"]
    assert found["of"] == "schools"


def test_a_slice_pairs_no_period_with_a_stage_it_does_not_occur_with(bureau: Bureau, files):
    sheets = {
        "小学": [
            ["2022—2023学年第一学期小学在校生统计表"],
            ["乡镇", "学校", "学段", "在校生数"],
            ["石桥镇", "石桥小学", "小学", 100],
        ],
        "初中": [
            ["2023—2024学年第一学期初中在校生统计表"],
            ["乡镇", "学校", "学段", "在校生数"],
            ["石桥镇", "石桥初中", "初中", 300],
        ],
    }
    bureau.must_take(write_book(files / "a.xlsx", sheets))
    [row] = bureau.rows("SELECT slices FROM batch")
    found = {(tuple(each["periods"]), tuple(each["stages"])) for each in json.loads(row["slices"])}
    assert found == {(("2022-2023-1",), ("primary",)), (("2023-2024-1",), ("junior",))}


def test_a_blank_cell_never_overwrites(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    bureau.must_take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小学", "小学", None, 500, None)]))
    assert cells(bureau, "石桥镇中心小学") == {"classes": 12, "pupils": 500, "girls": 230}


def test_an_absent_column_never_overwrites(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    header = ["乡镇", "学校", "学段", "在校生数"]
    bureau.must_take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小学", "小学", 501)], header=header))
    assert cells(bureau, "石桥镇中心小学") == {"classes": 12, "pupils": 501, "girls": 230}


def test_absent_rows_stay_by_default(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE]))
    answer = bureau.must_take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小学", "小学", 12, 490, 230)]))
    assert bureau.pupils() == {"石桥镇中心小学": 490, "石桥村小": 60}
    assert answer.value["changes"]["enrolment"]["absent"] == 1


def test_replace_makes_the_slice_exactly_the_file(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE, MAPLE]))
    path = enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小学", "小学", None, 490, None)])
    answer = bureau.must_take(path, "--replace")
    assert bureau.pupils() == {"石桥镇中心小学": 490, "枫林乡中心小学": 210}
    assert cells(bureau, "石桥镇中心小学") == {"classes": None, "pupils": 490, "girls": None}
    assert answer.value["changes"]["enrolment"]["removed"] == 1
    assert bureau.run("undo", answer.value["batch"]).status == 0
    assert bureau.pupils() == {"石桥镇中心小学": 480, "石桥村小": 60, "枫林乡中心小学": 210}


def test_replace_leaves_other_periods_and_stages_alone(bureau: Bureau, files):
    junior = ("石桥镇", "石桥初级中学", "初中", 9, 400, 190)
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE, junior]))
    bureau.must_take(enrolment(files / "b.xlsx", [BRIDGE, VILLAGE], period="2024—2025学年第一学期"))
    bureau.must_take(enrolment(files / "c.xlsx", [BRIDGE]), "--replace")
    assert bureau.pupils() == {"石桥镇中心小学": 480, "石桥初级中学": 400}
    assert bureau.pupils("2024-2025-1") == {"石桥镇中心小学": 480, "石桥村小": 60}


def test_changes_are_told_cell_by_cell(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE, MAPLE]))
    rows = [("石桥镇", "石桥镇中心小学", "小学", 12, 470, 230), VILLAGE]
    answer = bureau.take(enrolment(files / "b.xlsx", rows), "--dry-run")
    changes = answer.value["changes"]["enrolment"]
    assert [changes[each] for each in ("new", "changed", "unchanged", "absent", "removed")] == [0, 1, 1, 0, 0]
    [cell] = changes["cells"]
    assert (cell["area"], cell["column"], cell["old"], cell["new"]) == ("石桥镇中心小学", "pupils", "480", "470")


def test_the_same_file_twice_is_said_and_counts_once(bureau: Bureau, files):
    path = enrolment(files / "a.xlsx", [BRIDGE, MAPLE])
    first = bureau.must_take(path)
    again = bureau.must_take(path)
    found = again.finding("same_file_again")
    assert found["level"] == "warning"
    assert first.value["batch"] in found["message"]
    assert again.value["changes"]["enrolment"]["unchanged"] == 2
    assert bureau.pupils() == {"石桥镇中心小学": 480, "枫林乡中心小学": 210}


def test_an_undone_file_may_come_again_without_a_word(bureau: Bureau, files):
    path = enrolment(files / "a.xlsx", [BRIDGE])
    bureau.run("undo", bureau.must_take(path).value["batch"])
    assert "same_file_again" not in bureau.must_take(path).codes


def test_several_sheets_of_a_file_are_one_batch_and_one_error_refuses_them_all(bureau: Bureau, files):
    title, header = ["2023—2024学年第一学期在校生统计表"], ["乡镇", "学校", "学段", "在校生数", "女生数"]
    good = [title, header, ["石桥镇", "石桥小学", "小学", 100, 40]]
    bad = [title, header, ["枫林乡", "枫林小学", "小学", 100, 140]]
    answer = bureau.take(write_book(files / "a.xlsx", {"石桥": good, "枫林": bad}))
    assert answer.status == 1
    assert bureau.store.current() is None
    bad[2][4] = 60
    answer = bureau.must_take(write_book(files / "b.xlsx", {"石桥": good, "枫林": bad}))
    assert [each["sheet"] for each in answer.value["sheets"]] == ["石桥", "枫林"]
    assert len(bureau.rows("SELECT DISTINCT batch_seq FROM rows_enrolment")) == 1


def test_the_original_is_kept_under_its_hash(bureau: Bureau, files):
    path = enrolment(files / "a.xlsx", [BRIDGE])
    bureau.must_take(path)
    [kept] = (bureau.data / "files").iterdir()
    [row] = bureau.rows("SELECT file_hash FROM batch")
    assert kept.name == f"{row['file_hash']}.xlsx"
    assert kept.read_bytes() == path.read_bytes()


def test_replacing_the_total_of_a_district_leaves_its_schools_alone(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, MAPLE]))
    total = ["乡镇", "学段", "在校生数"]
    words = ("--dataset", "enrolment", "--replace")
    bureau.must_take(
        enrolment(files / "t.xlsx", [("石桥镇", "小学", 999), ("枫林乡", "小学", 210)], header=total), *words
    )
    bureau.must_take(enrolment(files / "u.xlsx", [("石桥镇", "小学", 480)], header=total), *words)
    assert bureau.pupils() == {"石桥镇中心小学": 480, "枫林乡中心小学": 210}
    totals = bureau.rows("SELECT pupils FROM enrolment WHERE area_level = 'township' ORDER BY 1")
    assert totals == [{"pupils": 210}, {"pupils": 480}]


def test_replacing_a_school_of_no_township_leaves_the_district_alone(bureau: Bureau, files):
    direct = (None, "青云县特殊教育学校", "特殊教育", 6, 60, 20)
    bureau.must_take(enrolment(files / "a.xlsx", [direct, BRIDGE, MAPLE]))
    bureau.must_take(enrolment(files / "b.xlsx", [(*direct[:4], 66, 20), BRIDGE]), "--replace")
    assert bureau.pupils() == {"石桥镇中心小学": 480, "枫林乡中心小学": 210, "青云县特殊教育学校": 66}


def test_a_moved_school_is_covered_where_it_lay(bureau: Bureau, files):
    header = ["学校标识码", "学校", "乡镇", "学段"]
    for year, township in ((2023, "石桥镇"), (2024, "枫林乡")):
        row = ["2199000001", "石桥村小", township, "小学"]
        sheet = [[f"{year}—{year + 1}学年学校名录"], header, row]
        bureau.must_take(write_book(files / f"r{year}.xlsx", {"学校名录": sheet}), "--new-schools")
    for period, area in (("2023—2024学年第一学期", "T0001"), ("2024—2025学年第一学期", "T0002")):
        rows = [("2199000001", "石桥村小", "小学", 60)]
        path = enrolment(files / "e.xlsx", rows, period=period, header=["学校标识码", "学校", "学段", "在校生数"])
        bureau.must_take(path)
        [row] = bureau.rows("SELECT slices FROM batch ORDER BY batch_seq DESC LIMIT 1")
        assert json.loads(row["slices"])[0]["areas"] == [area]


def test_a_row_without_a_stage_replaces_its_own_school_and_no_stage_of_others(bureau: Bureau, files):
    header = ["乡镇", "学校", "学段", "在校生数"]
    junior, kindergarten = ("石桥镇", "石桥初级中学", "初中", 400), ("石桥镇", "石桥镇中心幼儿园", "学前", 90)
    whole = ("石桥镇", "石桥镇学校", "小学", 300)
    rows = [(*BRIDGE[:3], 480), junior, kindergarten, whole, (*MAPLE[:3], 210)]
    bureau.must_take(enrolment(files / "a.xlsx", rows, header=header))
    answer = bureau.must_take(
        enrolment(files / "b.xlsx", [("石桥镇", "石桥镇学校", None, 777)], header=header), "--replace"
    )
    assert bureau.pupils() == {
        "石桥镇中心小学": 480, "石桥初级中学": 400, "石桥镇中心幼儿园": 90, "石桥镇学校": 777, "枫林乡中心小学": 210,
    }  # fmt: skip
    assert "只替换这些学校自己的数" in answer.finding("stage_unknown")["message"]


def test_rows_without_a_stage_replace_those_of_their_township_told_without_one(bureau: Bureau, files):
    header = ["乡镇", "学校", "在校生数"]
    rows = [("石桥镇", "石桥镇学校", 300), ("石桥镇", "清水学校", 200), ("枫林乡", "枫林学校", 100)]
    bureau.must_take(enrolment(files / "a.xlsx", rows, header=header))
    bureau.must_take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇学校", 310)], header=header), "--replace")
    assert bureau.pupils() == {"石桥镇学校": 310, "枫林学校": 100}
