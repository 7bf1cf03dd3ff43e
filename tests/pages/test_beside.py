"""What others published stands below the trend, below the details and on the overview: with its source, and never among our rows."""

import pytest

from store import Store
from tests.pages.county import county
from tests.pages.screen import number_tables, screen, words
from tests.store.build import load

SOURCE = "邻山县教育事业统计公报，第7页"
KEPT_APART = "外地公布的数（只作对照，不是本县的行，不相加）"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The small county, and what a neighbour published of three years: one of them is no year of ours."""
    store = county(tmp_path_factory.mktemp("beside"))
    figures = [("2022-2023", 0.941), ("2023-2024", 0.953), ("2019-2020", 0.999)]
    rows = [
        {"area_level": "district", "district": "青山县", "area_name": "邻山县", "figure": "巩固率", "stage": "junior", "period": period, "rate": rate,
         "document": "邻山县教育事业统计公报", "page": "7"}
        for period, rate in figures
    ]  # fmt: skip
    load(store, "published", rows)
    return store.folder.root


def test_a_topic_page_lists_them_below_its_details_with_their_source(folder):
    page = screen(folder, "pages.explore.enrolment", indicator="retention_rate", stage="junior")
    assert not page.exception
    text = words(page)
    assert KEPT_APART in text
    ours, theirs = number_tables(page)[-2:]
    assert "邻山县" not in str(ours)
    assert {"公布地区": "邻山县", "时期": "初中 2023-24", "公布数值": "95.3%", "来源": SOURCE} in theirs
    assert "99.9" not in str(theirs)  # of a year we do not look at


def test_another_stage_or_indicator_has_none(folder):
    for asked in ({"indicator": "retention_rate", "stage": "all"}, {"indicator": "pupils"}):
        page = screen(folder, "pages.explore.enrolment", **asked)
        assert KEPT_APART not in words(page)


def test_the_overview_has_the_latest_of_each_below_its_table(folder):
    page = screen(folder, "pages.overview.overview")
    assert not page.exception
    text = words(page)
    assert f"外地公布的数，只作对照，不与本县相加：邻山县初中巩固率 2023-24 95.3%（{SOURCE}）" in text
    assert "94.1" not in text
    assert all("邻山县" not in str(rows) for rows in number_tables(page))


def test_no_number_of_ours_moves(folder, tmp_path):
    with Store(folder).read() as with_them, county(tmp_path).read() as without:
        asked = "SELECT * FROM enrolment_totals ORDER BY ALL"
        assert with_them.rows(asked) == without.rows(asked)
