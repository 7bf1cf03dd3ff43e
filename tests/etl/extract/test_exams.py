"""Exam sheets: means and rates become totals; pupils are rolled up and leave no trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.extract.run import extract
from tests.etl.extract.books import Read, read_rows, write_book

SECRET = ("张三丰", "李四光", "王小明", "赵小红", "110101200901011234", "G110101200901011234", "K20240001")


def pupils(
    *rows: tuple[object, ...],
    head: tuple[object, ...] = ("学校名称", "班级", "考号", "姓名", "语文（120分）", "数学（120分）", "总分"),
) -> list[tuple[object, ...]]:
    """A list of candidates."""
    return [("青云县2024年中考成绩",), head, *rows]


ROWS = (
    ("石桥初级中学", "九年级1班", "K20240001", "张三丰", 100, 72, 172),
    ("石桥初级中学", "九年级1班", "K20240002", "李四光", 30, "缺考", None),
    ("双河初级中学", "九年级1班", "K20240003", "王小明", 120, 102, 222),
    ("双河初级中学", "九年级1班", "K20240004", "赵小红", 35.5, 0, 35.5),
)


def all_text(read: Read) -> str:
    """Everything that leaves the child, as text."""
    tables = [each.table.to_pylist() for each in read.sheets if each.table is not None]
    return json.dumps(
        [
            [each.as_json() for each in read.findings],
            [each.as_json() for each in read.sheets],
            [each.grid.rows for each in read.sheets],
            tables,
        ],
        ensure_ascii=False,
        default=str,
    )


def test_scores_of_pupils_are_rolled_up_to_school_and_paper(tmp_path: Path) -> None:
    read = read_rows(tmp_path, pupils(*ROWS))
    assert read.codes("error") == []
    assert read.sheet.pupil_level
    columns = (
        "school_text",
        "subject",
        "full_mark",
        "eligible",
        "sat",
        "sum_score",
        "sum_squares",
        "n_pass",
        "n_excellent",
        "n_low",
    )
    assert read.rows(*columns)[:4] == [
        ("石桥初级中学", "语文", 120.0, 2, 2, 130.0, 10900.0, 1, 0, 1),
        ("双河初级中学", "语文", 120.0, 2, 2, 155.5, 15660.25, 1, 1, 1),
        ("石桥初级中学", "数学", 120.0, 2, 1, 72.0, 5184.0, 1, 0, 0),
        ("双河初级中学", "数学", 120.0, 2, 2, 102.0, 10404.0, 1, 1, 1),
    ]
    assert set(read.rows("exam", "period", "stage", "grade", "row_no")) == {
        ("2024年中考", "2023-2024-2", "junior", 9, None)
    }
    assert read.sheet.rows_accepted == 4


def test_the_histogram_counts_every_sitter_once(tmp_path: Path) -> None:
    bins = [json.loads(str(text)) for (text,) in read_rows(tmp_path, pupils(*ROWS)).rows("bins")]
    assert bins[1] == {"24": 1, "108": 1}
    assert sum(bins[2].values()) == 1


def test_no_name_and_no_number_leaves_the_sheet(tmp_path: Path) -> None:
    bad = ("石桥初级中学", "九年级2班", "110101200901011234", "王小明", "张三丰", 130, 1)
    said = all_text(read_rows(tmp_path, pupils(*ROWS, bad), name="成绩单"))
    assert [secret for secret in SECRET if secret in said] == []


def test_scores_above_the_full_mark_and_words_stop_the_file_without_telling_the_score(tmp_path: Path) -> None:
    read = read_rows(tmp_path, pupils(*ROWS, ("石桥初级中学", "九年级1班", "K5", "某某", 121, "良好", None)))
    assert (read.cells("score_above_full_mark"), read.cells("score_unreadable")) == (["E7"], ["F7"])
    assert all(each.value == "" for each in read.findings)


def test_an_unknown_full_mark_is_never_assumed(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, pupils(("石桥初级中学", "1班", "K1", "某某", 100), head=("学校名称", "班级", "考号", "姓名", "语文"))
    )
    assert read.rows("full_mark", "sat", "sum_score", "n_pass", "n_excellent", "n_low") == [
        (None, 1, 100.0, None, None, None)
    ]
    assert read.codes("warning") == ["full_mark_unknown"]


def test_the_totals_full_mark_is_the_sum_only_when_every_row_adds_up(tmp_path: Path) -> None:
    assert ("总分", 240.0) in read_rows(tmp_path, pupils(*ROWS)).rows("subject", "full_mark")
    odd = ("石桥初级中学", "九年级1班", "K6", "某某", 100, 72, 180)
    assert ("总分", None) in read_rows(tmp_path, pupils(*ROWS, odd)).rows("subject", "full_mark")


def test_full_marks_come_from_a_row_or_the_title_too(tmp_path: Path) -> None:
    head = ("学校名称", "班级", "姓名", "语文", "数学")
    by_row = read_rows(
        tmp_path, pupils(("满分", None, None, 120, 100), ("石桥初级中学", "1班", "某某", 60, 60), head=head)
    )
    assert by_row.rows("subject", "full_mark", "n_pass") == [("语文", 120.0, 0), ("数学", 100.0, 1)]
    titled = [("2024年中考成绩（满分：语文120分、数学100分）",), head, ("石桥初级中学", "1班", "某某", 60, 60)]
    assert read_rows(tmp_path, titled).rows("subject", "full_mark") == [("语文", 120.0), ("数学", 100.0)]


def test_rows_of_pupils_without_a_name_column_are_rolled_up_too(tmp_path: Path) -> None:
    head = ("学校名称", "班级", "语文（100分）")
    rows = pupils(*[("石桥小学", "六(1)班", score) for score in (60, 59.5, 90, "缺考")], head=head)
    read = read_rows(tmp_path, rows)
    assert read.sheet.pupil_level
    assert read.rows("grade", "eligible", "sat", "n_pass", "n_excellent") == [(9, 4, 3, 2, 1)]


def test_lists_of_persons_that_are_no_score_sheets_are_refused(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期学生资助花名册",),
        ("学校名称", "姓名", "身份证号", "资助金额（元）"),
        ("石桥小学", "张三丰", "110101200901011234", 500),
    ]
    read = read_rows(tmp_path, rows)
    assert read.codes("error") == ["persons_not_taken"]
    assert read.sheet.pupil_level
    assert read.sheet.table is None
    assert [secret for secret in SECRET if secret in all_text(read)] == []


def test_the_file_name_loses_what_names_a_person(tmp_path: Path) -> None:
    path = write_book(tmp_path / "成绩单 姓名_张三丰 110101200901011234 13800000000.xlsx", {"成绩": pupils(*ROWS)})
    extracted = extract(path)
    assert extracted.pupil_level
    assert not any(each in extracted.file_name for each in ("张三丰", "110101200901011234", "13800000000"))
    assert extracted.file_name.startswith("成绩单")
    assert extracted.file_name.endswith(".xlsx")


def test_means_deviations_and_rates_become_totals_that_add_up(tmp_path: Path) -> None:
    rows = [
        ("青云县2024年中考语文成绩统计表（满分120分）",),
        ("学校名称", "应考人数", "实考人数", "平均分", "标准差", "及格率", "优秀率", "低分率"),
        ("石桥初级中学", 101, 100, 80.5, 12, 0.605, 0.1, 0.02),
    ]
    read = read_rows(tmp_path, rows)
    columns = (
        "subject",
        "full_mark",
        "eligible",
        "sat",
        "sum_score",
        "sum_squares",
        "n_pass",
        "n_excellent",
        "n_low",
        "derived",
    )
    assert read.rows(*columns) == [
        (
            "语文",
            120.0,
            101,
            100,
            8050.0,
            100 * (144 + 80.5**2),
            61,
            10,
            2,
            "n_excellent,n_low,n_pass,sum_score,sum_squares",
        )
    ]


def test_a_samples_deviation_is_converted_before_it_is_pooled(tmp_path: Path) -> None:
    """s^2 (n - 1) / n is the population's: of ten pupils of mean 80 and s 12 the squares are 9 * 144 + 10 * 6400."""
    rows = [
        ("青云县2024年中考语文成绩统计表（满分120分）",),
        ("学校名称", "实考人数", "平均分", "样本标准差"),
        ("石桥初级中学", 10, 80, 12),
        ("白沙初级中学", 1, 80, 0),
    ]
    assert read_rows(tmp_path, rows).rows("sum_squares") == [(9 * 144 + 64_000.0,), (6400.0,)]


def test_counts_that_are_stated_are_not_derived(tmp_path: Path) -> None:
    rows = [
        ("2024年中考成绩",),
        ("学校名称", "学科", "满分", "实考人数", "平均分", "及格人数", "及格率"),
        ("石桥初级中学", "语文", 120, 100, 80, 62, 0.61),
    ]
    assert read_rows(tmp_path, rows).rows("n_pass", "derived") == [(62, "sum_score")]


def test_a_mean_without_the_number_who_sat_is_told_and_not_used(tmp_path: Path) -> None:
    rows = [("2024年中考成绩",), ("学校名称", "学科", "应考人数", "平均分"), ("石桥初级中学", "语文", 100, 80)]
    read = read_rows(tmp_path, rows)
    assert read.rows("sum_score") == [(None,)]
    assert read.codes("warning") == ["given_without_base"]


def test_a_mean_above_the_full_mark_stops_the_file(tmp_path: Path) -> None:
    rows = [
        ("2024年中考成绩",),
        ("学校名称", "学科", "满分", "实考人数", "平均分"),
        ("石桥初级中学", "语文", 100, 50, 105),
    ]
    assert read_rows(tmp_path, rows).cells("mean_above_full_mark") == ["E3"]


def test_subjects_side_by_side_carry_their_full_mark(tmp_path: Path) -> None:
    rows = [
        ("2024年中考成绩统计表",),
        ("学校名称", "应考人数", "语文（120分）", None, "数学（100分）", None),
        (None, None, "实考", "平均分", "实考", "平均分"),
        ("石桥初级中学", 52, 50, 80, 51, 70),
    ]
    read = read_rows(tmp_path, rows, merges=("A2:A3", "B2:B3", "C2:D2", "E2:F2"))
    assert read.rows("subject", "full_mark", "eligible", "sat", "sum_score") == [
        ("语文", 120.0, 52, 50, 4000.0),
        ("数学", 100.0, 52, 51, 3570.0),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("青云县2024年中考成绩统计表", "2024年中考"),
        ("青云县2022年中考语文成绩统计表（满分120分）", "2022年中考"),
        ("2025年小学六年级学业质量监测成绩汇总", "2025年小学六年级学业质量监测"),
    ],
)
def test_the_exams_name_is_taken_from_the_title(tmp_path: Path, title: str, name: str) -> None:
    rows = [(title,), ("学校名称", "学科", "满分", "实考人数", "平均分"), ("石桥学校", "语文", 120, 50, 80)]
    assert read_rows(tmp_path, rows).rows("exam") == [(name,)]


def test_a_stated_count_that_its_rate_contradicts_is_told_in_its_cell(tmp_path: Path) -> None:
    head = ("学校名称", "学科", "满分", "实考人数", "及格人数", "及格率")
    rows = [("2024年中考成绩",), head, ("石桥初级中学", "语文", 120, 100, 62, 0.81)]
    read = read_rows(tmp_path, rows)
    assert read.rows("n_pass") == [(62,)]
    assert read.cells("given_disagrees") == ["E3"]
