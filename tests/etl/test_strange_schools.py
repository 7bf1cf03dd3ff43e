"""While no school is known, the first file creates schools, and nothing else."""

from pathlib import Path

import pytest

from etl.strange_schools import is_word
from tests.etl.build import Bureau, write_book

HEAD = ["学校", "学段", "在校生数"]
NAMES = ("石桥镇中心小学", "枫林乡中心小学", "一小")


def table(path: Path, *names: str, head: list[str] = HEAD) -> Path:
    rows = [[name, "小学", 100 + at] for at, name in enumerate(names)]
    return write_book(path, {"在校生": [["青云县2023年秋季在校生统计"], head, *rows]})


@pytest.mark.parametrize("odd", ["其他", "2022年", "石家"])
def test_a_word_between_schools_is_asked_not_created(bureau: Bureau, files: Path, odd: str) -> None:
    answer = bureau.take(table(files / "a.xlsx", *NAMES, odd))
    assert answer.status == 1
    found = answer.finding("school_name_strange")
    assert (found["level"], found["cell"], found["value"]) == ("error", "A6", odd)


def test_whoever_allows_new_schools_has_decided(bureau: Bureau, files: Path) -> None:
    bureau.must_take(table(files / "a.xlsx", *NAMES, "石家"), "--new-schools")
    assert "石家" in bureau.pupils()


def test_an_office_that_writes_short_names_throughout_is_believed(bureau: Bureau, files: Path) -> None:
    bureau.must_take(table(files / "a.xlsx", "石家", "新华", "黑溪"))
    assert set(bureau.pupils()) == {"石家", "新华", "黑溪"}


@pytest.mark.parametrize(
    "text",
    [
        "城区",
        "乡村",
        "留守儿童",
        "合计数",
        "男",
        "女",
        "ii学期",
        "2023年秋季",
        "其中城区",
        "民办学校",
        "七年级",
        "语文",
        "低保户",
    ],
)
def test_words_of_groups_columns_and_periods(text: str) -> None:
    assert is_word(text)


@pytest.mark.parametrize(
    "name", ["中心小学", "县一中", "一小", "西街小学(东校区)", "蓝天幼儿园", "县高级中学", "石桥村小"]
)
def test_names_of_schools_are_no_words(name: str) -> None:
    assert not is_word(name)


@pytest.mark.parametrize("name", ["民办学校", "城区学校", "农村小学", "公办学校", "其他学校"])
def test_a_class_of_schools_is_never_created(bureau: Bureau, files: Path, name: str) -> None:
    bureau.must_take(table(files / "a.xlsx", *NAMES))
    answer = bureau.take(table(files / "b.xlsx", *NAMES, name), "--new-schools")
    assert answer.status == 1
    assert (answer.finding("school_is_a_class")["cell"], answer.codes.count("school_unknown")) == ("A6", 0)


def test_words_about_schools_become_none_even_where_new_ones_are_allowed(bureau: Bureau, files: Path) -> None:
    bureau.must_take(table(files / "a.xlsx", *NAMES))
    words = ("累计", "2所", "平均每校", "2022年同期", "公办", "本镇小学")
    answer = bureau.take(table(files / "b.xlsx", NAMES[0], *words), "--new-schools")
    told = {each["value"]: each["level"] for each in answer.value["findings"] if each["code"] == "school_is_a_class"}
    assert (answer.status, told) == (1, dict.fromkeys(set(words) & set(told), "error"))
    assert bureau.rows("SELECT count(*) AS n FROM area WHERE level = 'school'") == [{"n": len(NAMES)}]
