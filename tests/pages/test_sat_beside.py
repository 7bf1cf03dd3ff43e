"""Nowhere does a number of an exam stand without how many sat: figures, tables, pairs, ranks, alerts, downloads."""

import datetime
import json
from collections.abc import Iterator

import openpyxl
import pytest

import metrics
from access import Role, Visitor
from metrics.alerts import find_alerts
from metrics.command import main
from reports.selection import Selection
from store import Store
from store.settings import change_settings
from tests.metrics.building import File, build, ids, pair, paper, register
from tests.pages.screen import number_tables, screen
from ui.context import Context
from ui.downloads import Wanted, file_of
from ui.lineage_link import Asked
from ui.lineage_view import sat_of

SCHOOLS = {"一中": "东镇", "二中": "东镇", "三中": "西镇"}
YEARS = (2021, 2022, 2023)
# Of 100 eligible in the last year; 二中 falls behind, so that each alert on Z has somebody to name.
SAT = {"一中": 97, "二中": 88, "三中": 93}
MEANS = {"一中": (70, 72, 74), "二中": (70, 64, 55), "三中": (66, 66, 66)}
RATES = ("平均分", "得分率", "及格率", "优秀率", "低分率", "标准分Z", "均分", "exam_mean")


def sitting(school: str, number: int) -> object:
    sat, mean = SAT[school], MEANS[school][number]
    return paper(school, f"{YEARS[number]}-{YEARS[number] + 1}-2", exam=f"{YEARS[number] + 1}年中考", subject="总分", eligible=100, sat=sat,
                 sum_score=float(mean * sat), sum_squares=float((mean**2 + 225) * sat), n_pass=50, n_excellent=9, n_low=4)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    places = [each for name, home in SCHOOLS.items() for each in register(name, home, ["junior"], urban_rural="town")]
    rows = [sitting(name, number) for name in SCHOOLS for number in range(len(YEARS))]
    rows.append(pair("一中", "二中", datetime.date(2022, 9, 1)))
    store = build(tmp_path_factory.mktemp("sat"), [File(places), File(rows)])
    change_settings(store, {"exam_ranks": "on"}, "局长", "内部研判")
    return store.folder.root


def township(folder, name: str) -> str:
    with Store(folder).read() as reader:
        return str(reader.value("SELECT area_id FROM area WHERE name = ?", [name]))


def pointed_at(page) -> Iterator[str]:
    """What is said of every point of every figure that has a number of its own."""
    for chart in page.get("plotly_chart"):
        for trace in json.loads(chart.proto.spec)["data"]:
            texts = trace.get("hovertext") or []
            yield from (text for text in ([texts] if isinstance(texts, str) else texts) if text and "<b>" in text)


@pytest.mark.parametrize("module", ["pages.explore.exam", "pages.pairs.pairs", "pages.overview.overview"])
def test_every_point_of_every_figure_of_an_exam_says_how_many_sat(folder, module):
    page = screen(folder, module, Role.ADMIN, **({"township": township(folder, "东镇")} if "exam" in module else {}))
    assert not page.exception
    said = list(pointed_at(page))
    assert len(said) >= (9 if "exam" in module else 1)
    assert [each for each in said if "参考率" not in each and "同类" not in each] == []
    if "exam" in module:
        assert any("参考率 88.0%（88/100）" in each for each in said)


@pytest.mark.parametrize("module", ["pages.explore.exam", "pages.pairs.pairs"])
def test_every_table_of_an_exam_says_how_many_sat(folder, module):
    page = screen(folder, module, Role.ADMIN, **({"township": township(folder, "东镇")} if "exam" in module else {}))
    tables = number_tables(page)
    assert len(tables) >= 1
    for rows in tables:
        for row in rows:
            assert "参考率" in " ".join([*row, *row.values()]), row
            assert "00）" in " ".join(row.values()), row
    assert len(tables) == (3 if "exam" in module else 1)  # the years, the paper and the ranks; the members


def test_where_a_gap_of_two_years_comes_from_says_how_many_sat_in_both(folder):
    with Store(folder).read() as reader:
        places = ids(reader)
        where = {"stage": "junior", "exam": ["2023年中考", "2024年中考"], "subject": "总分"}
        gap = Asked("exam_z", places["二中"], "2023-2024-2", where, places["一中"], "2022-2023-2")
        told = [(each.period, *metrics.trace(reader, each.indicator, each.area_id, each.period, each.where).numbers[0].values())
                for each in sat_of(gap)]  # fmt: skip
    assert [(each[0], 88 in each, 97 in each) for each in told] == [
        ("2022-2023-2", True, False), ("2022-2023-2", False, True), ("2023-2024-2", True, False), ("2023-2024-2", False, True),
    ]  # fmt: skip
    page = screen(folder, "pages.data.lineage", **{**gap.params, "with": json.dumps(where)})
    assert not page.exception


def test_every_alert_on_a_position_says_how_many_sat(folder):
    with Store(folder).read() as reader:
        found = [row for row in find_alerts(reader, "2023-2024") if row.alert.reads[0] == "exam_z"]
    assert {row.alert.name for row in found} == {"z_falling", "pair_gap_wider"}
    for row in found:
        assert "参考率 88.0%，88/100人" in row.sentence()
        assert "88.0% sat, 88/100" in row.sentence("en")


def test_the_command_line_says_how_many_sat(folder, capsys):
    asked = ["exam_mean", "--by", "school", "--period", "2023-2024-2", "--where", "subject=总分", "--data", str(folder)]
    assert main(asked) == 0
    said = capsys.readouterr().err
    assert "二中2023—2024学年第二学期参考率 88.0%（实考 88，应考 100）" in said
    asked[2] = "township"
    assert main([*asked, "--audience", "public"]) == 0
    assert "西镇2023—2024学年第二学期参考率 未知或不显示" in capsys.readouterr().err  # seven did not sit


@pytest.mark.parametrize("name", ["exam_mean", "exam_pass_rate", "exam_z"])
@pytest.mark.parametrize("level", ["school", "pair"])
def test_every_download_of_an_exam_has_who_was_eligible_and_who_sat(folder, tmp_path, name, level):
    store = Store(folder)
    with Context(store, Visitor("甲", Role.ADMIN, None), store.current()) as context:
        wanted = Wanted(name, Selection(periods=("2023-2024",)), level, (("exam", "2024年中考"), ("subject", "总分")))
        (tmp_path / "d.xlsx").write_bytes(file_of(context, wanted, "xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True) if any(row)]
    at = next(number for number, row in enumerate(rows) if "时期" in row)
    heads = [str(each or "").split("（")[0] for each in rows[at]]
    for one in ("核心校", "成员校") if level == "pair" else ("",):
        found = [tuple(row[heads.index(f"{one}{each}")] for each in ("应考人数", "实考人数", "参考率")) for row in rows[at + 1 :]]  # fmt: skip
        wanted_of = {"核心校": {97}, "成员校": {88}}.get(one, {97, 88, 93})
        assert {sat for _, sat, _ in found} == wanted_of
        assert all(eligible == 100 and rate == pytest.approx(sat / 100) for eligible, sat, rate in found)
