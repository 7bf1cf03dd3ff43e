"""Upload, batches and download: with data, without, as a viewer, as somebody who sees one township."""

from __future__ import annotations

from pathlib import Path

import pytest

from access import Role, Visitor
from store import Store
from store.desk import Desk
from tests.metrics.building import ids
from tests.pages.screen import screen, words
from tests.reports.district import EVIL
from ui.context import Context
from ui.jobs import may_start, start_job

UPLOAD, BATCHES, DOWNLOAD = "pages.data.upload", "pages.data.batches", "pages.data.download"
RETURNS = "pages.data.returns"
PAGES = (UPLOAD, BATCHES, DOWNLOAD, RETURNS)


def township(store: Store, name: str) -> str:
    """The id of a township."""
    with store.read() as reader:
        return ids(reader)[name]


@pytest.mark.parametrize("module", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_runs_with_data(folder: Path, module: str, lang: str) -> None:
    test = screen(folder, module, lang=lang)
    assert not test.exception
    assert len(test.title) == 1


@pytest.mark.parametrize("module", PAGES)
def test_a_page_runs_without_data_and_makes_none(tmp_path: Path, module: str) -> None:
    test = screen(tmp_path / "none", module)
    assert not test.exception
    assert len(test.title) == 1
    assert not (tmp_path / "none" / "store").exists()


@pytest.mark.parametrize("module", [UPLOAD, BATCHES, RETURNS])
def test_a_viewer_gets_nothing_of_a_page_that_changes_numbers(folder: Path, module: str) -> None:
    test = screen(folder, module, Role.VIEWER)
    assert [each.value for each in test.error] == ["您没有打开此页的权限。如需使用，请联系管理员。"]
    assert not test.get("file_uploader")
    assert not test.button
    assert not test.dataframe
    assert not test.title


def test_a_viewer_may_download(folder: Path) -> None:
    test = screen(folder, DOWNLOAD, Role.VIEWER)
    assert not test.exception
    assert len(test.get("download_button")) == 2


@pytest.mark.parametrize("kind", ["prepare", "compare", "publish", "undo", "redo", "look", "return"])
def test_a_job_a_viewer_asks_for_never_starts(store: Store, kind: str) -> None:
    with Context(store, Visitor("看客", Role.VIEWER), store.current()) as context:
        assert not may_start(context, kind)
        with pytest.raises(PermissionError):
            start_job(context, kind, {"batch": "b000001"})
    assert Desk(store.folder.root).jobs() == []


def test_who_sees_one_township_may_upload_but_not_publish_or_undo(store: Store) -> None:
    clerk = Visitor("乡镇干事", Role.CLERK, frozenset({township(store, "双河镇")}))
    with Context(store, clerk, store.current()) as context:
        assert may_start(context, "prepare")
        assert not any(may_start(context, kind) for kind in ("publish", "undo", "redo", "look", "return"))


def test_only_an_administrator_returns_to_a_version(store: Store) -> None:
    with Context(store, Visitor("干事", Role.CLERK), store.current()) as context:
        assert may_start(context, "undo")
        assert not may_start(context, "return")


def test_a_download_is_scoped_to_the_visitors_townships(store: Store, folder: Path) -> None:
    own = (township(store, "双河镇"),)
    shown = screen(folder, DOWNLOAD, Role.VIEWER, own, get="dataset", dataset="enrolment").dataframe[0].value
    assert set(shown["学校"]) == {"双河小学"}
    shown = screen(folder, DOWNLOAD, Role.VIEWER, own, indicator="pupils", level="school").dataframe[0].value
    assert set(shown["区域"]) == {"双河小学"}


def test_a_download_of_another_township_named_in_the_address_stays_empty(store: Store, folder: Path) -> None:
    own, other = (township(store, "双河镇"),), township(store, "云台乡")
    test = screen(folder, DOWNLOAD, Role.VIEWER, own, get="dataset", dataset="enrolment", townships=other)
    assert set(test.dataframe[0].value["学校"]) == {"双河小学"}
    assert EVIL not in words(test)


def test_the_preview_says_how_many_rows_there_are(folder: Path) -> None:
    test = screen(folder, DOWNLOAD, get="dataset", dataset="enrolment")
    assert "在校生明细，共 3 行" in words(test)
    assert len(test.dataframe[0].value) == 3


def test_an_empty_selection_is_said_and_has_no_buttons(folder: Path) -> None:
    test = screen(folder, DOWNLOAD, get="dataset", dataset="enrolment", stage="senior")
    assert "所选条件下没有数据" in words(test)
    assert not test.get("download_button")


def test_the_history_lists_every_batch_the_newest_first(folder: Path) -> None:
    shown = screen(folder, BATCHES).dataframe[0].value
    assert list(shown["文件"]) == ["3.xlsx", "2.xlsx", "1.xlsx"]
    assert list(shown["状态"]) == ["已撤销", "使用中", "使用中"]


def test_an_opened_batch_shows_its_range_and_the_way_back(folder: Path) -> None:
    test = screen(folder, BATCHES, batch="b000001")
    assert "在校生 · 2023—2024学年第一学期" in words(test)
    assert "撤销这一批…" in [each.label for each in test.button]
    assert "恢复这一批…" in [each.label for each in screen(folder, BATCHES, batch="b000003").button]


def test_a_clerk_of_one_township_sees_no_undo(store: Store, folder: Path) -> None:
    test = screen(folder, BATCHES, Role.CLERK, (township(store, "双河镇"),), batch="b000001")
    assert not test.exception
    assert not [each.label for each in test.button if "撤销" in each.label]


@pytest.mark.parametrize("module", [UPLOAD, BATCHES])
def test_an_unknown_job_in_the_address_is_no_error(folder: Path, module: str) -> None:
    assert not screen(folder, module, job="../../etc/passwd").exception
