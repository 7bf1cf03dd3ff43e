"""Which schools a file means, which it may create, and what stops it."""

from pathlib import Path

import pytest

from etl.aliases import add, listed
from etl.drafts import open_draft
from etl.options import Options
from etl.prepare import compare_again, prepare
from tests.etl.build import Bureau, enrolment, write_book

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
MAPLE = ("枫林乡", "枫林乡中心小学", "小学", 6, 210, 100)


def test_the_first_file_that_names_schools_creates_them_and_says_so(bureau: Bureau, files):
    answer = bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, MAPLE]))
    found = answer.finding("schools_created")
    assert found["level"] == "info"
    assert "2" in found["message"]
    assert "石桥镇中心小学" in found["message"]
    assert bureau.pupils() == {"石桥镇中心小学": 480, "枫林乡中心小学": 210}


def test_a_refused_file_is_not_said_to_have_created_schools(bureau: Bureau, files):
    answer = bureau.take(enrolment(files / "a.xlsx", [BRIDGE, ("石桥镇", "其他学校", "小学", 6, 210, 100)]))
    assert answer.status == 1
    assert not {"schools_created", "areas_created"} & set(answer.codes)


def test_an_unknown_school_later_refuses_the_file_and_names_the_nearest(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, MAPLE]))
    answer = bureau.take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小", "小学", 12, 500, 240), MAPLE]))
    found = answer.finding("school_unknown")
    assert answer.status == 1
    assert not answer.value["published"]
    assert answer.value["batch"] is None
    assert answer.value["version"] == 1
    assert (found["level"], found["cell"], found["value"]) == ("error", "B3", "石桥镇中心小")
    assert "石桥镇中心小学" in found["advice"]
    assert "%" in found["advice"]
    assert bureau.pupils()["石桥镇中心小学"] == 480


def test_a_school_of_another_stage_is_never_taken_for_a_near_one(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [("石家镇", "石家小学", "小学", 6, 200, 90)]))
    answer = bureau.take(enrolment(files / "b.xlsx", [("石家镇", "石家中学", "初中", 6, 300, 140)]))
    assert answer.status == 1
    assert "石家小学" not in answer.finding("school_unknown")["advice"]


def test_new_schools_are_taken_when_the_clerk_allows_them(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    answer = bureau.must_take(enrolment(files / "b.xlsx", [MAPLE]), "--new-schools")
    assert "枫林乡中心小学" in answer.finding("schools_created")["message"]
    assert set(bureau.pupils()) == {"石桥镇中心小学", "枫林乡中心小学"}


def test_a_register_too_needs_leave_to_add_schools_once_there_are_some(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    header = ["学校标识码", "学校", "乡镇", "学段", "办学性质"]
    register = write_book(
        files / "r.xlsx",
        {"学校名录": [["2023—2024学年学校名录"], header, ["2199000001", "新开小学", "石桥镇", "小学", "公办"]]},
    )
    refused = bureau.take(register)
    assert refused.status == 1
    assert "允许新增学校" in refused.finding("school_unknown")["advice"]
    assert bureau.must_take(register, "--new-schools").value["published"]


def test_a_known_code_settles_the_school_whatever_the_name_says(bureau: Bureau, files):
    header = ["学校标识码", "乡镇", "学校", "学段", "在校生数"]
    first = [("2199000001", "石桥镇", "石桥镇中心小学", "小学", 480)]
    again = [("2199000001", "石桥镇", "希望实验学校", "小学", 495)]
    bureau.must_take(enrolment(files / "a.xlsx", first, header=header))
    answer = bureau.must_take(enrolment(files / "b.xlsx", again, header=header))
    found = answer.finding("school_name_differs")
    assert found["level"] == "info"
    assert "石桥镇中心小学" in found["message"]
    assert list(bureau.pupils().values()) == [495]


def test_codes_swapped_between_two_schools_are_warned_of(bureau: Bureau, files):
    header = ["学校标识码", "乡镇", "学校", "学段", "在校生数"]
    one, two = ("2199000001", "石桥镇", "石桥镇中心小学", "小学"), ("2199000002", "石桥镇", "石桥镇第二小学", "小学")
    bureau.must_take(enrolment(files / "a.xlsx", [(*one, 480), (*two, 240)], header=header))
    swapped = [(two[0], *one[1:], 481), (one[0], *two[1:], 241)]
    answer = bureau.must_take(enrolment(files / "b.xlsx", swapped, header=header))
    assert answer.codes.count("school_name_is_another") == 2
    found = answer.finding("overwritten_much")
    assert (found["level"], found["cell"], found["value"]) == ("warning", "E3", "481")


def test_a_code_keeps_its_leading_zeros(bureau: Bureau, files):
    header = ["学校标识码", "乡镇", "学校", "学段", "在校生数"]
    bureau.must_take(enrolment(files / "a.xlsx", [("0099000001", "石桥镇", "石桥小学", "小学", 48)], header=header))
    assert bureau.rows("SELECT code FROM area WHERE level = 'school'") == [{"code": "0099000001"}]


def test_the_same_name_in_two_townships_is_two_schools(bureau: Bureau, files):
    rows = [("石桥镇", "中心小学", "小学", 12, 480, 230), ("枫林乡", "中心小学", "小学", 6, 210, 100)]
    bureau.must_take(enrolment(files / "a.xlsx", rows))
    answer = bureau.must_take(enrolment(files / "b.xlsx", [("枫林乡", "中心小学", "小学", 6, 215, 100)]))
    assert "schools_created" not in answer.codes
    found = bureau.rows("SELECT pupils FROM enrolment ORDER BY pupils")
    assert [row["pupils"] for row in found] == [215, 480]


def test_a_name_without_township_that_means_two_schools_stops_the_file(bureau: Bureau, files):
    rows = [("石桥镇", "中心小学", "小学", 12, 480, 230), ("枫林乡", "中心小学", "小学", 6, 210, 100)]
    bureau.must_take(enrolment(files / "a.xlsx", rows))
    answer = bureau.take(
        enrolment(files / "b.xlsx", [("中心小学", "小学", 6, 215)], header=["学校", "学段", "班数", "在校生数"])
    )
    assert answer.status == 1
    found = answer.finding("school_ambiguous")
    assert "石桥镇" in found["advice"]
    assert "枫林乡" in found["advice"]


def test_an_unknown_township_stops_the_file_with_the_nearest(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, MAPLE]))
    answer = bureau.take(enrolment(files / "b.xlsx", [("石乔镇", "新办小学", "小学", 2, 50, 20)]))
    found = answer.finding("township_unknown")
    assert answer.status == 1
    assert (found["cell"], found["value"]) == ("A3", "石乔镇")
    assert "石桥镇" in found["advice"]


def test_a_township_of_two_districts_needs_the_district(bureau: Bureau, files):
    header = ["区县", "乡镇", "学校", "学段", "在校生数"]
    rows = [("东山县", "城关镇", "城关一小", "小学", 800), ("西山县", "城关镇", "城关二小", "小学", 700)]
    bureau.must_take(enrolment(files / "a.xlsx", rows, header=header))
    assert len(bureau.rows("SELECT 1 FROM area WHERE level = 'township'")) == 2
    answer = bureau.take(enrolment(files / "b.xlsx", [("城关镇", "城关三小", "小学", 5, 200, 90)]), "--new-schools")
    assert answer.status == 1
    found = answer.finding("township_ambiguous")
    assert "东山县" in found["message"]
    assert "西山县" in found["message"]


def test_an_alias_lets_a_name_mean_a_school_and_taking_it_back_corrects_everything(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    odd = enrolment(files / "b.xlsx", [("石桥镇", "桥小", "小学", 12, 520, 250)])
    assert bureau.take(odd).status == 1
    assert bureau.run("alias", "桥小", "S00001").status == 0
    bureau.must_take(odd)
    assert bureau.pupils() == {"石桥镇中心小学": 520}
    assert [each["name"] for each in bureau.run("aliases").value] == ["桥小"]
    assert bureau.run("alias", "--remove", "桥小").status == 0
    assert bureau.run("aliases").value == []
    assert bureau.pupils() == {"石桥镇中心小学": 480}
    assert bureau.rows("SELECT dataset FROM unresolved") == [{"dataset": "enrolment"}]
    alias_batch = next(each["batch"] for each in bureau.run("batches").value if each["kind"] == "alias")
    assert bureau.run("redo", alias_batch).status == 0
    assert bureau.pupils() == {"石桥镇中心小学": 520}


def test_an_alias_for_a_school_that_is_not_there_is_wrong_usage(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    answer = bureau.run("alias", "桥小", "S00009")
    assert (answer.status, answer.value["error"]) == (2, "usage")


def test_undoing_the_only_file_leaves_no_school_and_the_next_may_create_again(bureau: Bureau, files):
    path = enrolment(files / "a.xlsx", [BRIDGE])
    batch = bureau.must_take(path).value["batch"]
    before = bureau.rows("SELECT area_id FROM area WHERE level = 'school'")
    assert bureau.run("undo", batch).status == 0
    assert bureau.rows("SELECT area_id FROM area WHERE level = 'school'") == []
    bureau.must_take(path)
    assert bureau.rows("SELECT area_id FROM area WHERE level = 'school'") == before


def test_zones_and_parent_schools_come_with_the_register(bureau: Bureau, files):
    header = ["学校", "乡镇", "学段", "主管学校", "督导区"]
    rows = [
        ["石桥镇中心小学", "石桥镇", "小学", "", "第一督导区"],
        ["石桥村小", "石桥镇", "小学", "石桥镇中心小学", "第一督导区"],
    ]
    rows += [["枫林教学点", "枫林乡", "小学", "枫林乡中心小学", "第二督导区"]]
    answer = bureau.must_take(write_book(files / "r.xlsx", {"学校名录": [["2023—2024学年学校名录"], header, *rows]}))
    assert [each["value"] for each in answer.value["findings"] if each["code"] == "parent_unknown"] == [
        "枫林乡中心小学"
    ]
    found = {row["name"]: row for row in bureau.rows("SELECT * FROM area WHERE level = 'school'")}
    assert found["石桥村小"]["parent_id"] == found["石桥镇中心小学"]["area_id"]
    assert found["石桥村小"]["zone"] == "第一督导区"
    assert {row["name"] for row in bureau.rows("SELECT name FROM area WHERE level = 'zone'")} == {
        "第一督导区",
        "第二督导区",
    }


@pytest.mark.parametrize("name", ["石桥镇中心小学 ", "石桥镇中心小學", "石桥镇　中心小学"])
def test_width_spaces_and_traditional_characters_make_no_new_school(bureau: Bureau, files, name):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    bureau.must_take(enrolment(files / "b.xlsx", [("石桥镇", name, "小学", 12, 490, 230)]))
    assert list(bureau.pupils().values()) == [490]


def test_a_name_is_confirmed_once_and_the_next_file_needs_nobody(bureau: Bureau, files: Path):
    bureau.must_take(enrolment(files / "a.xlsx", [("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)]))
    draft = prepare(
        bureau.store, enrolment(files / "b.xlsx", [("石桥镇", "石桥中心学校", "小学", 12, 481, 230)]), Options(), "李"
    )
    (question,) = open_draft(bureau.store, draft.id).questions
    assert (question.name, question.township, question.cell) == ("石桥中心学校", "石桥镇", "B3")
    school_id, name, _, score = question.candidates[0]
    assert (name, score > 60) == ("石桥镇中心小学", True)
    add(bureau.store, question.name, school_id, "李", question.township)
    again = compare_again(bureau.store, draft)
    assert not again.refused
    assert again.questions == []
    assert not prepare(
        bureau.store, enrolment(files / "c.xlsx", [("石桥镇", "石桥中心学校", "小学", 12, 482, 230)]), Options(), "王"
    ).refused
    (kept,) = listed(bureau.store)
    assert (kept["school"], kept["person"]) == ("石桥镇中心小学", "李")


def test_one_new_name_is_allowed_and_no_other(bureau: Bureau, files: Path):
    bureau.must_take(enrolment(files / "a.xlsx", [("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)]))
    rows = [("石桥镇", "溪口希望小学", "小学", 6, 90, 40), ("石桥镇", "大坪教学点", "小学", 2, 12, 5)]
    draft = prepare(bureau.store, enrolment(files / "b.xlsx", rows), Options(), "李")
    wanted = next(each for each in draft.questions if each.name == "溪口希望小学")
    again = compare_again(bureau.store, draft, Options(new_names=(wanted.key,)))
    assert [each.name for each in again.questions] == ["大坪教学点"]
    both = compare_again(bureau.store, draft, Options(new_names=tuple(each.key for each in draft.questions)))
    assert not both.refused
    assert next(each.message for each in both.findings if each.code == "schools_created").startswith("新建了 2 所")


def test_a_county_named_later_is_the_one_there_was(bureau: Bureau, files):
    row = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
    bureau.must_take(enrolment(files / "a.xlsx", [row]))
    later = bureau.must_take(enrolment(files / "b.xlsx", [row], period="青山县2024—2025学年第一学期"))
    assert later.finding("district_named")["message"] == "本区县的名称记为“青山县”。"
    assert bureau.rows("SELECT name FROM area WHERE level = 'district'") == [{"name": "青山县"}]
    other = bureau.take(enrolment(files / "c.xlsx", [row], period="白云县2025—2026学年第一学期"))
    assert other.status == 1
    assert "district_unknown" in other.codes


def test_the_parts_of_a_nine_year_school_are_one_school_with_two_stages(bureau: Bureau, files):
    """Named by its parts in the first file, by its own name beside a stage in the next, with brackets in the third."""
    first = [
        ("石桥镇", "石桥九年一贯制学校小学部", "", 12, 480, 230),
        ("石桥镇", "石桥九年一贯制学校初中部", "", 6, 250, 120),
    ]
    bureau.must_take(enrolment(files / "a.xlsx", first))
    by_stage = "SELECT a.name, e.stage, e.pupils FROM enrolment e JOIN area a ON a.area_id = e.school_id ORDER BY e.pupils DESC"
    told = [tuple(row.values()) for row in bureau.rows(by_stage)]
    assert told == [("石桥九年一贯制学校", "primary", 480), ("石桥九年一贯制学校", "junior", 250)]
    again = [
        ("石桥镇", "石桥九年一贯制学校（小学）", "", 12, 500, 240),
        ("石桥镇", "石桥九年一贯制学校", "初中", 6, 260, 125),
    ]
    bureau.must_take(enrolment(files / "b.xlsx", again))
    told = [tuple(row.values()) for row in bureau.rows(by_stage)]
    assert told == [("石桥九年一贯制学校", "primary", 500), ("石桥九年一贯制学校", "junior", 260)]


def test_a_primary_school_is_not_taken_for_the_junior_part_of_its_namesake(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    answer = bureau.take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小学初中部", "初中", 6, 250, 120)]))
    assert answer.status == 1
    assert answer.finding("school_unknown")["value"] == "石桥镇中心小学初中部"


def test_a_merger_is_declared_listed_refused_twice_and_undone_by_the_command_line(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, MAPLE]))
    words = ("merge", "枫林乡", "石桥镇", "--date", "2024-09-01", "--why", "县府〔2024〕9号")
    done = bureau.run(*words)
    assert (done.status, done.value["kind"], done.value["area"], done.value["other"]) == (
        0,
        "merged",
        "枫林乡",
        "石桥镇",
    )
    assert bureau.run(*words).status == 2
    (listed_one,) = bureau.run("changes").value
    assert (listed_one["reason"], listed_one["on_date"]) == ("县府〔2024〕9号", "2024-09-01")
    bureau.run("undo", listed_one["batch"])
    assert bureau.run("changes").value == []
    assert bureau.run("rename", "没有这所", "新名", "--date", "2024-09-01").status == 2
