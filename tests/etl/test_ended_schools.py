"""A school that was merged away and goes on reporting is told."""

from pathlib import Path

from tests.etl.build import Bureau, enrolment

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
MAPLE = ("石桥镇", "枫林村小学", "小学", 6, 90, 40)
AUTUMN_24 = "2024—2025学年第一学期"


def test_a_merged_school_that_reports_after_its_last_day_is_told(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "data")
    bureau.must_take(enrolment(tmp_path / "a.xlsx", [BRIDGE, MAPLE]))
    bureau.run("merge", "枫林村小学", "石桥镇中心小学", "--date", "2024-07-01", "--why", "布局调整")
    late = bureau.take(enrolment(tmp_path / "b.xlsx", [BRIDGE, MAPLE], period=AUTUMN_24))
    told = late.finding("school_ended_reports")
    assert (told["level"], told["value"]) == ("warning", "枫林村小学")
    assert late.codes.count("school_ended_reports") == 1


def test_what_it_reports_of_the_time_before_is_no_matter(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "data")
    bureau.must_take(enrolment(tmp_path / "a.xlsx", [BRIDGE, MAPLE]))
    bureau.run("merge", "枫林村小学", "石桥镇中心小学", "--date", "2024-07-01", "--why", "布局调整")
    early = bureau.take(enrolment(tmp_path / "b.xlsx", [BRIDGE, MAPLE], period="2023—2024学年第二学期"))
    assert "school_ended_reports" not in early.codes
