"""What a file calls a school or a township stays a name on every page: no link, no mark, no picture comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Store
from tests.metrics.building import File, build, enrolled, register
from tests.pages.screen import screen

HOSTILE = "[点这里](http://x.invalid) **乡**"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two townships, one of which is called as badly as a file can."""
    homes = {"东山小学": "东山乡", f"{HOSTILE}小学": HOSTILE}
    rows = [
        row
        for school, township in homes.items()
        for row in register(school, township, ["primary"], urban_rural="rural")
    ]
    rows += [
        enrolled(school, f"{year}-{year + 1}-1", pupils=300 - 40 * (year - 2021) * number, classes=6)
        for number, school in enumerate(homes)
        for year in (2021, 2022, 2023)
    ]
    return build(tmp_path_factory.mktemp("hostile"), [File(rows)]).folder.root


def hostile_id(folder: Path, level: str) -> str:
    """The id of the badly named place."""
    with Store(folder).read() as reader:
        return str(reader.value("SELECT area_id FROM area WHERE level = ? AND contains(name, '点这里')", [level]))


def test_a_name_in_a_title_is_no_markdown(folder: Path) -> None:
    page = screen(folder, "pages.explore.enrolment", indicator="pupils", township=hostile_id(folder, "township"))
    assert not page.exception
    spoken = [each.value for each in (*page.title, *page.subheader, *page.markdown, *page.info)]
    named = [text for text in spoken if "点这里" in text]
    assert named
    assert [text for text in named if "](" in text or " **乡" in text] == []
