"""What may not be compared is refused or said in words, never drawn as if it could be."""

import datetime
from pathlib import Path

import pytest

import metrics
from metrics.cautions import cautions
from metrics.command import main
from metrics.errors import NotPermitted
from metrics.ranks import school_ranks
from store.declarations import NewChange, declare
from store.settings import change_settings
from tests.metrics.building import File, Said, aid, build, enrolled, ids, month, paper, reading, register
from tests.soundness.asking import value

JUNE, BEFORE = "2023-2024-2", "2022-2023-2"
SCHOOLS = [each for name in ("一中", "二中", "三中", "四中") for each in register(name, "东镇", ["junior"])]


def sat(school: str, total: float, pupils: int = 10, period: str = JUNE, **more: float) -> Said:
    return paper(school, period, sat=pupils, sum_score=total, **more)


def test_scores_of_two_years_carry_a_caution_and_standard_scores_do_not(tmp_path: Path):
    with reading(tmp_path, SCHOOLS, sat("一中", 800.0), sat("一中", 700.0, period=BEFORE)) as reader:
        (said,) = cautions(reader, "exam_mean")
        assert "不能跨期比较" in said
        assert not cautions(reader, "exam_mean", [JUNE])
        # Of the standard score only that its district lacks the silent schools.
        assert all("“全县”只含" in each for each in cautions(reader, "exam_z"))


def test_a_formula_that_was_changed_is_said_with_who_when_and_why(tmp_path: Path):
    store = build(
        tmp_path,
        [File([*SCHOOLS, enrolled("一中", "2023-2024", "junior", graduates=9, transfer_in=0, transfer_out=0)])],
    )
    with store.read() as reader:
        assert not any("口径于" in each for each in cautions(reader, "retention_rate"))
    change_settings(store, {"retention_formula": "B"}, "王科长", "按督导口径")
    change_settings(store, {"retention_line_junior": 0.9}, "王科长", "县里定的线")
    with store.read() as reader:
        (said,) = [each for each in cautions(reader, "retention_rate") if "口径于" in each]
        assert not any("口径于" in each for each in cautions(reader, "pupils"))
    assert "“巩固率算法”现为B" in said
    assert "王科长：按督导口径" in said
    assert "不能比较" in said


def test_the_childs_township_is_said_not_to_be_the_schools(tmp_path: Path):
    told = Said("population", "2023-2024", {"stage": "junior", "population": 10, "age_enrolled": 10}, None, "东镇")
    with reading(tmp_path, SCHOOLS, told) as reader:
        assert any("户籍" in each for each in cautions(reader, "net_enrolment_rate"))
        with pytest.raises(metrics.UnsupportedLevel):
            metrics.values(reader, "net_enrolment_rate", "school")


def test_schools_are_not_ranked_by_exams_until_that_is_switched_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    store = build(
        tmp_path, [File([*SCHOOLS, sat("一中", 800.0), sat("二中", 900.0), sat("三中", 800.0), sat("四中", 90.0, 1)])]
    )
    with store.read() as reader, pytest.raises(NotPermitted, match="默认关闭"):
        school_ranks(reader, "exam_mean", JUNE)
    asked = ["exam_mean", "--by", "school", "--period", JUNE, "--ranks", "--data", str(tmp_path)]
    assert main(asked) == 2
    assert "不得公开" in capsys.readouterr().err
    change_settings(store, {"exam_ranks": "on"}, "局长", "内部研判")
    with store.read() as reader:
        found = school_ranks(reader, "exam_mean", JUNE).set_index("area")
    assert found["rank"].fillna(0).to_dict() == {"一中": 2, "二中": 1, "三中": 2, "四中": 0}
    assert set(found["of"]) == {3}
    assert main([*asked, "--format", "json"]) == 0


def test_register_and_sitters_are_never_mixed_one_base_holds_for_all(tmp_path: Path):
    told = [
        *SCHOOLS,
        sat("一中", 800.0, eligible=12, registered=16, n_pass=8),
        sat("二中", 600.0, eligible=10, n_pass=5),
    ]
    store = build(tmp_path, [File(told)])
    with store.read() as reader:
        assert value(reader, "exam_pass_rate", period=JUNE) == pytest.approx(13 / 20)
    change_settings(store, {"exam_base": "eligible"}, "甲", "县方案")
    with store.read() as reader:
        assert value(reader, "exam_pass_rate", period=JUNE) == pytest.approx(13 / 22)
        assert value(reader, "exam_mean", period=JUNE) == pytest.approx(1400 / 22)
    change_settings(store, {"exam_base": "registered"}, "甲", "县方案")
    with store.read() as reader:
        found = metrics.values(reader, "exam_pass_rate", "district", [JUNE])
        # 二中 did not say how many are registered: it leaves both sides and is counted as missing.
        assert found["value"].tolist() == [0.5]
        assert found["schools_counted"].tolist() == [1]


def test_a_programme_that_only_areas_state_is_said_to_be_in_no_sum_of_schools(tmp_path: Path):
    """
    two schools state their meals (30 + 20), the district alone 15 of another programme: 50 is not all there was
    """
    schools = [
        aid(name, "2023-2024-1", "junior", programme="营养", recipients=n) for name, n in (("一中", 30), ("二中", 20))
    ]
    own = aid(None, "2023-2024-1", "junior", programme="一补", recipients=15)
    with reading(tmp_path, SCHOOLS, schools, own) as reader:
        (said,) = [each for each in cautions(reader, "aid_recipients", ["2023-2024-1"]) if "不含" in each]
        assert "一补" in said
        assert "营养" not in said
        assert value(reader, "aid_recipients", period="2023-2024-1", programme="一补") == 15
        assert not any("不含" in each for each in cautions(reader, "aid_recipients", None, {"programme": "一补"}))


def test_a_district_of_which_a_township_told_nothing_is_said_to_be_a_part(tmp_path: Path):
    """
    population is told by townships alone: no school is missing from it, but 西镇 is
    """
    east = Said("population", "2023-2024", {"stage": "primary", "population": 100, "age_enrolled": 95}, None, "东镇")
    west = register("五小", "西镇", ["primary"])
    with reading(tmp_path / "part", west, east) as reader:
        assert any("2 个乡镇中有 1 个没有" in each for each in cautions(reader, "net_enrolment_rate"))
    other = Said("population", "2023-2024", {"stage": "primary", "population": 50, "age_enrolled": 50}, None, "西镇")
    with reading(tmp_path / "all", west, east, other) as reader:
        assert not any("没有适龄人口数" in each for each in cautions(reader, "net_enrolment_rate"))


def test_a_school_that_took_in_another_within_the_year_is_said_to_keep_its_own_base(tmp_path: Path):
    """
    四中 (50 at the start) takes in 一中 (100) in February: its dropouts of spring are of both, its base is its own
    """
    months = [
        month(name, "2023-09", "junior", enrolled_start=n, dropouts=1) for name, n in (("一中", 100), ("四中", 50))
    ]
    store = build(
        tmp_path, [File([*SCHOOLS, *months, month("四中", "2024-03", "junior", enrolled_start=150, dropouts=1)])]
    )
    with store.read() as reader:
        known = ids(reader)
        assert not any("并入" in each for each in cautions(reader, "dropout_rate"))
    declare(store, NewChange("merged", known["一中"], datetime.date(2024, 2, 1), known["四中"]), "甲")
    with store.read() as reader:
        (said,) = [each for each in cautions(reader, "dropout_rate") if "并入" in each]
        assert said.startswith("一中于2024-02-01并入四中")
        assert not any("并入" in each for each in cautions(reader, "pupils"))
