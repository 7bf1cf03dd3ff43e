"""A school that is called like those of every township is the title's township's, or nobody's."""

from pathlib import Path

from tests.etl.extract.books import read_rows

ROWS = [["学校", "班数", "在校生数"], ["中心小学", 7, 280], ["河口小学", 6, 90]]


def test_a_bare_central_school_is_of_the_township_that_the_title_begins_with(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [["青云县白沙镇2023年秋季小学在校生统计表"], *ROWS])
    assert read.rows("township_text", "school_text") == [("白沙镇", "中心小学"), (None, "河口小学")]
    across = [["白沙镇2023年秋季小学在校生"], ["指标", "中心小学", "河口小学"], ["在校生数", 280, 90], ["班数", 7, 6]]
    assert set(read_rows(tmp_path, across).rows("township_text", "school_text")) == {
        ("白沙镇", "中心小学"),
        (None, "河口小学"),
    }


def test_of_no_township_it_is_asked(tmp_path: Path) -> None:
    for title in ("青云县2023年秋季小学在校生统计表", "青云县各乡镇2023年秋季小学在校生统计表"):
        read = read_rows(tmp_path, [[title], *ROWS])
        assert read.cells("school_of_which_township") == ["A3"]


def test_years_of_one_school_are_the_schools_and_of_one_township_the_townships(tmp_path: Path) -> None:
    rows = [["学年", "班数", "在校生数"], ["2022-2023", 8, 310], ["2023-2024", 8, 300]]
    school = read_rows(tmp_path, [["石桥镇中心小学历年在校生情况"], *rows])
    assert set(school.rows("area_level", "school_text")) == {("school", "石桥镇中心小学")}
    township = read_rows(tmp_path, [["石桥镇小学历年在校生情况"], *rows])
    assert set(township.rows("area_level", "township_text", "stage")) == {("township", "石桥镇", "primary")}
    district = read_rows(tmp_path, [["青云县小学历年在校生情况"], *rows])
    assert {level for (level,) in district.rows("area_level")} == {"district"}
