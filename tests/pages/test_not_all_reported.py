"""A number with schools missing from it says so wherever it stands: 0 未劝返复学 with a silent school is not nobody."""

import pytest

from tests.metrics.building import File, build, enrolled, month, register
from tests.pages.screen import number_tables, screen

HOMES = {"一中": "东镇", "二中": "西镇", "三中": "南乡", "四中": "南乡"}
SILENT = "四中"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Nobody is out by the returns; one school of 南乡 never sent any."""
    rows = [said for name, home in HOMES.items() for said in register(name, home, ["junior"])]
    for year in (2022, 2023):
        rows += [
            enrolled(name, f"{year}-{year + 1}-1", "junior", pupils=300, classes=8, classes_56_65=0, classes_66p=0)
            for name in HOMES
        ]
        rows += [
            month(name, f"{year}-10", "junior", enrolled_start=300, dropouts=0, returned=0, reported=True)
            for name in HOMES
            if name != SILENT
        ]
    return build(tmp_path_factory.mktemp("some"), [File(rows)]).folder.root


def cells(rows: list[dict[str, str]], heading: str) -> dict[str, str]:
    return {next(iter(row.values())): next(text for name, text in row.items() if heading in name) for row in rows}


def test_the_card_says_how_many_schools_it_lacks(folder):
    page = screen(folder, "pages.overview.overview")
    (card,) = [
        body for each in page.get("html") if "zh-card" in (body := str(each.proto.body)) and "未劝返复学" in body
    ]
    assert ">0<" in card.replace(" ", "")
    assert "未报齐，缺1所" in card


def test_the_table_of_townships_marks_what_is_not_all(folder):
    page = screen(folder, "pages.overview.overview")
    assert cells(number_tables(page)[0], "未劝返复学") == {"东镇": "0", "西镇": "0", "南乡": "0*"}


def test_the_details_mark_it_in_every_period(folder):
    page = screen(folder, "pages.explore.dropout", indicator="dropout_open")
    rows = next(rows for rows in number_tables(page) if "2023-24" in rows[0])
    assert cells(rows, "2023-24") == {"全县": "0*", "东镇": "0", "西镇": "0", "南乡": "0*"}
    assert cells(rows, "2022-23")["全县"] == "0*"
