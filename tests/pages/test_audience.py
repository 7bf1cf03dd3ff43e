"""What reaches the browser on every page: no name while places go without, no hidden number for those who need not act."""

from __future__ import annotations

import datetime
import json
import pkgutil
import struct
from importlib import import_module
from pathlib import Path

import pytest

import metrics
import pages
from access import Role
from store import Store
from tests.metrics.building import File, Said, build, enrolled, month, pair, paper, register
from tests.pages.county import TOWNSHIPS, county, school_of
from tests.pages.screen import screen, sent, words

MODULES = tuple(
    each.name for each in pkgutil.walk_packages(pages.__path__, "pages.") if hasattr(import_module(each.name), "PAGE")
)
YEARS = (2021, 2022, 2023)
# A township opened, and the schools of a return or an indicator asked for.
OPENED = {"township": "T0001", "level": "school"}
# Beside six pupils in the same township these must be hidden, and no other number looks like them.
SCORES = (20.53, 61.37, 70.0)
BESIDE = {2021: 4813, 2022: 4831, 2023: 4861}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small county."""
    return county(tmp_path_factory.mktemp("county")).folder.root


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three schools; one of six pupils hides the one beside it."""
    sizes = {"甲校": ("东镇", 0), "乙校": ("东镇", 1), "丙校": ("西镇", 2)}
    rows: list[Said] = []
    for school, (township, kind) in sizes.items():
        rows += register(school, township, ["junior"], urban_rural="rural")
        for year in YEARS:
            pupils = (6, BESIDE[year], 700)[kind]
            rows += [
                enrolled(school, f"{year}-{year + 1}-1", "junior", pupils=pupils, classes=8, teachers_fulltime=30, intake=pupils,
                         graduates=pupils, transfer_in=0, transfer_out=0, boarders=pupils, girls=pupils),
                month(school, f"{year}-10", "junior", enrolled_start=pupils, dropouts=1, returned=0, reported=True),
                Said("subsidy", f"{year}-{year + 1}-1", {"stage": "junior", "programme": "寄宿生生活补助", "category": "低保家庭",
                     "recipients": pupils, "amount": pupils * 500.0, "eligible": pupils}, school),
                paper(school, f"{year}-{year + 1}-2", exam=f"{year + 1}年中考", subject="总分", eligible=pupils, sat=pupils, sum_score=SCORES[kind] * pupils,
                      sum_squares=(SCORES[kind]**2 + 225) * pupils, n_pass=pupils, n_excellent=0, n_low=0),
            ]  # fmt: skip
    rows.append(pair("丙校", "甲校", datetime.date(2022, 9, 1)))
    return build(tmp_path_factory.mktemp("few"), [File(rows)]).folder.root


@pytest.mark.parametrize("module", MODULES)
def test_no_name_reaches_the_browser_while_places_go_without(filled, module):
    page = screen(filled, module, Role.ADMIN, unnamed=True, **OPENED)
    assert not page.exception
    assert _names_in(sent(page)) == []


@pytest.mark.parametrize("module", MODULES)
def test_no_hidden_number_reaches_the_browser_of_who_need_not_act(few, module):
    page = screen(few, module, Role.VIEWER, **OPENED)
    assert not page.exception
    assert _hidden_in(sent(page)) == []


RESULTS = {
    "pages.explore.exam": {},
    "pages.pairs.pairs": {"core": "S0003"},
    "pages.overview.overview": {},
    "pages.explore.alerts": {},
    "pages.data.lineage": {"of": "exam_mean", "at": "S0002", "on": "2023-2024-2"},
    "pages.data.download": {"indicator": "exam_mean"},
}


@pytest.mark.parametrize("module", RESULTS)
def test_no_schools_exam_result_reaches_the_browser_seen_from_outside(few, module):
    page = screen(few, module, Role.ADMIN, outside=True, **OPENED, **RESULTS[module])
    assert not page.exception
    assert _results_in(few, sent(page)) == []


def test_who_looks_as_outsiders_do_is_told_how_to_see_schools_results(few):
    for module in ("pages.explore.exam", "pages.data.download"):
        page = screen(few, module, Role.ADMIN, outside=True, **OPENED, **RESULTS[module])
        assert "请在左侧关掉“对外显示”" in words(page)
        viewer = screen(few, module, Role.VIEWER, **OPENED, **RESULTS[module])
        assert "学校成绩只对经办和管理人员显示" in words(viewer)
        assert _results_in(few, sent(screen(few, module, Role.ADMIN, **OPENED, **RESULTS[module])))


def test_names_and_numbers_would_be_noticed(filled, few):
    assert len(MODULES) == len(pages.PAGES)
    assert len(_names_in(sent(screen(filled, "pages.explore.dropout")))) > len(TOWNSHIPS)
    assert _hidden_in(sent(screen(few, "pages.explore.enrolment", **OPENED)))


def _names_in(told: bytes) -> list[str]:
    names = [*TOWNSHIPS, *map(school_of, TOWNSHIPS)]
    return [name for name in names if name.encode() in told or json.dumps(name)[1:-1].encode() in told]


def _results_in(folder: Path, told: bytes) -> list[tuple[str, float]]:
    """Means and positions of the two schools of one township, as a figure, a table or a sentence holds them."""
    found = []
    with Store(folder).read() as reader:
        for name in ("exam_mean", "exam_z"):
            frame = metrics.values(reader, name, "school", None, {"subject": "总分", "township": "东镇"})
            for value in frame["value"].dropna().unique().tolist():
                forms = [repr(value).encode(), struct.pack("<d", value)]
                found += [(name, value)] * any(
                    form in told for form in forms + [b"%.2f" % value] * (name == "exam_mean")
                )
    return found


def _hidden_in(told: bytes) -> list[int]:
    """As text, with and without a comma, and as a table holds them."""
    return [
        pupils
        for pupils in BESIDE.values()
        if any(
            form in told
            for form in (b"%d" % pupils, f"{pupils:,}".encode(), struct.pack("<d", pupils), struct.pack("<q", pupils))
        )
    ]
