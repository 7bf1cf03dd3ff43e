"""Figures as facts: how many traces, which names, what values; each is one that Plotly itself accepts."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from catalog import indicator
from catalog.model import Direction
from charts import palette
from charts.bands import bands_figure, positions
from charts.bars import histogram_figure, multiples_figure, structure_figure
from charts.beside import Beside
from charts.goals import Goal
from charts.heat import HeatColumn, heat_figure, heat_table
from charts.layout import CONFIG, spread
from charts.numbers import Scale, change_scale, scale_of
from charts.pairs import Cause, GapRow, band_of, causes_figure, gap_figure, gaps_figure
from charts.ranking import choose_rows, ranking_figure
from charts.series import combined
from charts.trend import Target, trend_figure
from tests.charts.lines import line

PERIODS = ["2021-22", "2022-23", "2023-24"]
RATE = scale_of(indicator("dropout_rate"))
TWELVE = [line(f"第{n}乡", 0.01, None, 0.002 * n) for n in range(12)]
Z = Scale(1, 2, "unit.sd")


def traces(figure: dict) -> dict[str, dict]:
    """The traces by name, once Plotly has accepted the figure."""
    go.Figure(figure)
    assert "http" not in json.dumps(figure)
    return {trace["name"]: trace for trace in figure["data"]}


def labels(figure: dict) -> list[str]:
    """The words written into the figure."""
    return [each["text"] for each in figure["layout"]["annotations"]]


def test_every_known_point_of_a_figure_carries_its_number_and_can_be_clicked():
    codes = ["2021-2022", "2022-2023", "2023-2024"]
    figure = trend_figure(
        TWELVE, PERIODS, RATE, district=line("全县", 0.01, 0.01, 0.01), colors={"第3乡": palette.WORSE}, codes=codes
    )
    found = traces(figure)
    assert all("markers" in trace["mode"] for trace in found.values())
    assert found["第3乡"]["customdata"] == [["第3乡", "2021-2022"], [], ["第3乡", "2023-2024"]]
    for trace in found.values():
        assert len(trace["customdata"]) == len(trace["x"])
        assert all(bool(carried) is (y is not None) for carried, y in zip(trace["customdata"], trace["y"], strict=True))
    dots = traces(
        ranking_figure(choose_rows(TWELVE, Direction.LOWER), RATE, codes={"now": codes[-1], "before": codes[-2]})
    )
    assert dots["now"]["customdata"][0][1] == "2023-2024"


def test_a_trend_holds_all_grey_lines_in_one_trace_with_gaps():
    figure = trend_figure(
        TWELVE,
        PERIODS,
        RATE,
        district=line("全县", 0.01, 0.01, 0.01),
        colors={"第3乡": palette.WORSE},
        target=Target(0.018, "参考"),
    )
    found = traces(figure)
    assert list(found) == ["context", "全县", "第3乡"]
    assert len(found["context"]["y"]) == 11 * (len(PERIODS) + 1)
    assert found["context"]["connectgaps"] is False
    assert found["第3乡"]["y"] == [1.0, None, pytest.approx(0.6)]
    assert labels(figure) == ["第3乡 0.60", "全县 1.00", "参考 1.80"]
    assert figure["layout"]["showlegend"] is False


def test_annual_targets_are_dotted_steps_with_their_document_and_ticks_in_the_rows_that_have_one():
    goal = Goal((None, 0.012, 0.01), "目标 1%", "（八号文）")
    figure = trend_figure(TWELVE, PERIODS, RATE, district=line("全县", 0.01, 0.01, 0.02), goals=[goal])
    drawn = traces(figure)["goal"]
    assert (drawn["line"]["dash"], drawn["x"][0], drawn["x"][-1]) == ("dot", 0.5, 2.5)
    assert drawn["y"] == pytest.approx([1.2] * 3 + [1.0] * 3)
    assert labels(figure) == ["全县 2.00", "（八号文）", "目标 1%"]
    shown = choose_rows(TWELVE, Direction.LOWER)
    ranked = ranking_figure(
        shown, RATE, district=line("全县", 0.01), target=(0.018, "参考"), goal=(0.01, "目标 1%"), goals={"第2乡": 0.003}
    )
    ticks = traces(ranked)["goals"]
    assert [shown.rows[row].name for row in ticks["y"]] == ["第2乡"]
    assert ticks["x"] == pytest.approx([0.3])
    assert "goals" not in traces(ranking_figure(shown, RATE, goals={"没有的乡": 0.1}))


def test_names_at_the_ends_of_lines_keep_their_distance():
    assert spread([1.0, 1.0, 5.0], 2.0) == pytest.approx([0.0, 2.0, 5.0], abs=0.1)


def test_a_comparison_puts_the_worse_end_on_top_by_direction():
    lines = [line("甲", 0.1), line("乙", 0.3), line("丙", 0.2)]
    assert [each.name for each in choose_rows(lines, Direction.LOWER).rows] == ["乙", "丙", "甲"]
    assert [each.name for each in choose_rows(lines, Direction.HIGHER).rows] == ["甲", "丙", "乙"]
    assert [each.name for each in choose_rows(lines, Direction.LOWER, ranked=False).rows] == ["甲", "乙", "丙"]


def test_hundreds_of_places_are_cut_to_both_ends_and_the_chosen_and_the_unknown_are_told():
    many = [*(line(f"第{n}乡", n / 1000) for n in range(367)), line("未报乡", None)]
    shown = choose_rows(many, Direction.LOWER, keep=["第200乡"])
    assert len(shown.rows) == 31
    assert shown.left_out == 336
    assert [each.name for each in shown.unknown] == ["未报乡"]
    found = traces(ranking_figure(shown, RATE, district=line("全县", 0.1), labels={"now": "今", "before": "去"}))
    assert len(found["now"]["x"]) == 31
    assert found["now"]["customdata"][0] == "第366乡"


def test_a_comparison_shows_before_hollow_and_a_text_from_a_file_as_text():
    found = traces(ranking_figure(choose_rows([line("<b>甲</b>", 0.1, 0.2)], Direction.LOWER), RATE))
    assert found["before"]["x"] == [10.0]
    assert "&lt;b&gt;" in found["now"]["hovertext"][0]


def _column(name: str, direction: Direction, district: float, **values: float | None) -> HeatColumn:
    return HeatColumn(name, name, Scale(1, 0, "unit.none"), direction, district, values)


def test_a_heat_table_puts_attention_first_leaves_unknown_blank_and_colours_by_direction():
    columns = [
        _column("巩固率", Direction.HIGHER, 95, a=99.0, b=80.0, c=None),
        _column("生师比", Direction.NONE, 15, a=30.0, b=15.0, c=2.0),
    ]
    table = heat_table([("a", "甲"), ("b", "乙"), ("c", "丙")], columns)
    assert table.names == ("乙", "丙", "甲")
    assert table.scores[0][0] < 0 < table.scores[2][0]
    assert {row[1] for row in table.scores} == {None}
    assert table.texts[1] == ("", "2")
    found = traces(heat_figure(table))
    assert found["doors"]["customdata"][0] == ["b", "巩固率"]
    assert found["cells"]["z"][1] == [0.0, 0.0]


def test_a_heat_table_of_many_places_shows_those_that_need_attention_most():
    column = _column("大班额", Direction.LOWER, 5, **{f"t{n}": float(n) for n in range(100)})
    table = heat_table([(f"t{n}", f"第{n}乡") for n in range(100)], [column], most=30)
    assert (table.names[0], len(table.names), table.left_out) == ("第99乡", 30, 70)


def test_both_ends_of_a_gap_stand_beside_a_band_and_the_day_of_pairing():
    alike = [line(f"第{n}中", -0.1 * n, -0.1 * n, None) for n in range(5)]
    band = band_of(alike)
    assert band is not None
    assert (band.schools, band.middle[0], band.middle[2]) == (5, pytest.approx(-0.2), None)
    figure = gap_figure(line("核心", 0.4, 0.4, 0.4), [line("成员", -0.4, -0.3, -0.2)], PERIODS, Z, colors={"成员": palette.BETTER}, band=band,
                        paired_at=0.5, labels={"paired": "结对 2022-09", "band": "同类"})  # fmt: skip
    assert list(traces(figure)) == ["同类", "同类 middle", "核心", "成员"]
    assert "结对 2022-09" in labels(figure)


def test_three_similar_schools_make_no_band():
    assert band_of([line(f"第{n}中", 0.1) for n in range(3)]) is None


def test_gaps_and_causes_carry_their_tones_and_signs():
    gaps = gaps_figure([GapRow("一中 – 云台", 0.8, 0.4, "caution")], Z, {"then": "结对前", "now": "最近"})
    assert traces(gaps)["一中 – 云台"]["x"] == [0.8, 0.4]
    assert labels(gaps) == ["−0.40"]
    bars = traces(causes_figure([Cause("成员校", 0.3, "better"), Cause("核心校", -0.1, "worse")], Z))["causes"]
    assert bars["text"] == ["+0.30", "−0.10"]
    assert bars["marker"]["color"] == [palette.BETTER, palette.WORSE]


def test_exam_positions_keep_the_order_given_and_grey_what_chance_explains():
    found = positions(
        [line("乙", 0.05, base=100), line("甲", 0.5, base=400), line("丙", -0.5, base=400), line("未考", None)]
    )
    assert [(each.line.name, each.side) for each in found] == [("乙", 0), ("甲", 1), ("丙", -1)]
    assert traces(bands_figure(found, Z))["positions"]["marker"]["color"] == [
        palette.WITHIN_ERROR,
        palette.BETTER,
        palette.WORSE,
    ]


def test_a_structure_a_histogram_and_small_multiples_keep_unknown_apart_from_zero():
    bars = traces(structure_figure(["一年级", "二年级"], [10, None], [12, 11], {"now": "今", "before": "去"}))
    assert bars["今"]["y"] == [10, None]
    assert bars["今"]["text"] == ["10", ""]
    scores = traces(histogram_figure({0.0: 1, 10.0: 5, 20.0: 2}, {"及格": 12}, {"pupils": "人"}))
    assert scores["人"]["x"] == [5.0, 15.0, 25.0]
    assert len(traces(multiples_figure(TWELVE, PERIODS, RATE, {}))) == 12


def test_numbers_are_written_by_the_indicator():
    assert RATE.text(0.0457) == "4.57"
    assert RATE.text(None) == "—"
    assert change_scale(RATE).unit_key == "unit.points_of_percent"
    money = scale_of(indicator("aid_amount"), [22_504_862.5])
    assert (money.text(22_504_862.5), money.unit_key) == ("2,250.49", "unit.yuan_10k")
    assert scale_of(indicator("aid_amount"), [4_500.0]).text(4_500.0) == "4,500.00"


def test_districts_are_put_together_as_a_ratio_of_sums_and_a_z_is_not():
    small, large = line("甲县", 0.10, base=100), line("乙县", 0.01, base=900)
    whole = combined([small, large], indicator("dropout_rate"), "合计")
    assert whole is not None
    assert whole.last == pytest.approx((10 + 9) / 1000)
    assert combined([small, large], indicator("exam_z"), "合计") is None


def test_no_tool_bar_offers_to_send_anything_anywhere():
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["showSendToCloud"] is False


def test_what_others_published_is_a_stroke_with_its_source_and_within_the_axis() -> None:
    mark = Beside(0, 0.80, "<邻县>", "公报，第3页")
    figure = trend_figure(
        [], PERIODS, Scale(100, 1, "unit.percent"), district=line("全县", 0.97, 0.98, 0.98), beside=[mark]
    )
    traces(figure)
    (stroke,) = [each for each in figure["data"] if each["name"] == "beside"]
    assert (stroke["mode"], stroke["x"], stroke["y"]) == ("markers", [0], [80.0])
    assert "公报，第3页" in stroke["hovertext"][0]
    assert "<邻县>" not in stroke["hovertext"][0]
    assert figure["layout"]["yaxis"]["range"][0] <= 80
