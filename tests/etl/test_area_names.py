"""A township's name among the schools is no school: it would be counted beside its own schools."""

import pytest

from tests.etl.build import Bureau, enrolment

HEADER = ["学校", "学段", "在校生数"]
ONE = ("石桥镇中心小学", "小学", 480)
TWO = ("石桥镇第二小学", "小学", 200)


def test_a_township_in_the_column_of_schools_refuses_the_first_file(bureau: Bureau, files):
    """
    石桥镇 750 is neither the sum of the schools nor marked as one: as a school it would make 1430 of 750
    """
    answer = bureau.take(enrolment(files / "a.xlsx", [("石桥镇", None, 750), ONE, TWO], header=HEADER))
    found = answer.finding("school_like_area")
    assert (answer.status, found["level"], found["cell"], found["value"]) == (1, "error", "A3", "石桥镇")
    assert bureau.store.current() is None


@pytest.mark.parametrize("name", ["双河乡", "云溪街道", "石桥"])
def test_it_is_refused_later_too_even_where_new_schools_are_allowed(bureau: Bureau, files, name):
    header, rows = ["乡镇", *HEADER], [("石桥", *ONE), ("石桥", *TWO)]
    bureau.must_take(enrolment(files / "a.xlsx", rows, header=header))
    answer = bureau.take(
        enrolment(files / "b.xlsx", [*rows, ("石桥", name, "小学", 700)], header=header), "--new-schools"
    )
    assert answer.status == 1
    assert answer.finding("school_like_area")["value"] == name


def test_with_a_code_it_is_the_school_it_says(bureau: Bureau, files):
    header = ["学校标识码", *HEADER]
    bureau.must_take(
        enrolment(files / "a.xlsx", [("2134567801", "石桥镇", "小学", 480), ("2134567802", *TWO)], header=header)
    )
    assert bureau.pupils() == {"石桥镇": 480, "石桥镇第二小学": 200}


def test_a_sum_with_its_word_is_a_sum(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [ONE, TWO, ("石桥镇小计", None, 680)], header=HEADER))
    assert bureau.pupils() == {"石桥镇中心小学": 480, "石桥镇第二小学": 200}
