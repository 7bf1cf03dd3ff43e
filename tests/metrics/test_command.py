"""`python -m metrics`: what it prints and how it exits."""

import csv
import json

import pytest

from catalog import INDICATORS
from metrics.command import main
from tests.metrics.building import File, build, enrolled, ids, paper, register

AUTUMN = "2023-2024-1"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder with two schools, named by EDU_DATA."""
    rows = [
        *register("一小", "东镇", ["primary"]), *register("二中", "西镇", ["junior"]),
        enrolled("一小", AUTUMN, pupils=100), enrolled("二中", AUTUMN, "junior", pupils=300, boarders=30),
        paper("二中", "2023-2024-2", sat=10, sum_score=800.0), paper("二中", "2023-2024-2", subject="数学", sat=10, sum_score=700.0),
    ]  # fmt: skip
    build(tmp_path, [File(rows)])
    monkeypatch.setenv("EDU_DATA", str(tmp_path))
    return tmp_path


def answered(capsys, *words):
    assert main(list(words)) == 0
    return json.loads(capsys.readouterr().out)


def test_values_are_an_array_of_rows(data, capsys):
    found = answered(capsys, "pupils", "--by", "township", "--format", "json")
    assert [(each["area"], each["value"], each["schools_missing"]) for each in found] == [
        ("东镇", 100, 0),
        ("西镇", 300, 0),
    ]
    (one,) = answered(
        capsys, "boarder_share", "--by", "district", "--where", "stage=小学", "--period", AUTUMN, "--format", "json"
    )
    assert (one["stage"], one["value"], one["schools_missing"]) == ("primary", None, 1)


def test_csv_has_the_same_columns(data, capsys):
    assert main(["pupils", "--by", "school", "--format", "csv"]) == 0
    found = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(each["area"], each["value"]) for each in found] == [("一小", "100"), ("二中", "300")]


def test_a_terminal_gets_a_table(data, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["boarder_share", "--by", "school"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("period")
    assert "0.1" in lines[-1]


@pytest.mark.parametrize(
    "words",
    [
        ["pupil", "--by", "district"],
        ["pupils", "--by", "village"],
        ["pupils"],
        ["dropout_rate", "--by", "school"],
        ["pupils", "--by", "district", "--period", "2023-2025"],
        ["pupils", "--by", "district", "--where", "stage"],
        ["pupils", "--by", "district", "--where", "stage=幼儿园大班级"],
        ["pupils", "--by", "district", "--where", "colour=red"],
        ["exam_mean", "--by", "district"],
        ["--trace", "pupils", "--area", "D0001"],
        ["--trace", "pupils", "--area", "D9999", "--period", AUTUMN],
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(data, capsys, words):
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip()


def test_a_period_in_no_data_is_an_empty_array(data, capsys):
    assert answered(capsys, "pupils", "--by", "district", "--period", "1999-2000", "--format", "json") == []


def test_an_empty_store_is_an_empty_array_with_a_note(tmp_path, capsys):
    assert main(["pupils", "--by", "district", "--format", "json", "--data", str(tmp_path / "nowhere")]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == []
    assert "还没有数据" in printed.err
    assert not (tmp_path / "nowhere").exists()


def test_a_broken_store_exits_with_3(data, capsys):
    (data / "store" / "000001.duckdb").write_bytes(b"not a database")
    assert main(["pupils", "--by", "district"]) == 3
    assert capsys.readouterr().err.strip()


def test_every_indicator_is_listed_with_its_levels_and_formula(capsys):
    found = answered(capsys, "--list", "--json")
    assert [each["id"] for each in found] == [each.name for each in INDICATORS]
    assert all(each["levels"] and each["formula_zh"] and each["formula_en"] and each["datasets"] for each in found)
    assert main(["--list"]) == 0
    assert "在校生" in capsys.readouterr().out


def test_the_trace_is_one_json_value(data, capsys):
    from store import Store

    with Store(data).read() as reader:
        place = ids(reader)["二中"]
    found = answered(capsys, "--trace", "boarder_share", "--area", place, "--period", "2023-2024", "--json")
    assert found["numbers"][0]["value"] == 0.1
    assert {(each["column"], each["value"], each["cell"]) for each in found["cells"]} == {
        ("boarders", 30, "E4"),
        ("pupils", 300, "E4"),
    }
    assert main(["--trace", "boarder_share", "--area", place, "--period", "2023-2024"]) == 0
    assert "E4" in capsys.readouterr().out


def test_results_of_single_schools_are_not_given_to_the_public(capsys, tmp_path):
    for level in ("school", "pair"):
        assert main(["exam_z", "--by", level, "--audience", "public", "--data", str(tmp_path)]) == 2
        assert "单个学校的成绩只供办事人员" in capsys.readouterr().err
    assert main(["exam_z", "--by", "township", "--audience", "public", "--data", str(tmp_path)]) == 0
