"""An undo in the middle of history, seen before it is done: headline numbers, rows and cells."""

from __future__ import annotations

from pathlib import Path

from etl import jobs
from store.desk import Desk
from tests.etl.build import Bureau, enrolment
from tests.pages.screen import screen, words


def test_the_look_at_an_undo_shows_numbers_rows_and_cells(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "data")
    bridge, maple = ("石桥镇", "石桥小学", "小学", 12), ("枫林乡", "枫林小学", "小学", 6)
    bureau.must_take(enrolment(tmp_path / "a.xlsx", [(*bridge, 480, 230)]))
    middle = bureau.must_take(
        enrolment(tmp_path / "b.xlsx", [(*bridge, 490, 230), (*maple, 210, 100)]), "--new-schools"
    )
    bureau.must_take(enrolment(tmp_path / "c.xlsx", [(*bridge, None, 235)]))
    number = Desk(bureau.data).add_job("look", {"batch": middle.value["batch"], "live": False}, person="李")
    assert jobs.run(bureau.store, number)
    test = screen(bureau.data, "pages.data.batches", job=number)
    assert not test.exception
    shown = words(test)
    tiles = "<div><b>0</b>条新增</div><div><b>1</b>条有改动</div><div><b>1</b>条将移除</div></div>"
    assert tiles in shown, "and nothing of rows that are unchanged or absent: nobody states any"
    cells = next(each.value for each in test.dataframe if "原来" in each.value)
    assert [(row["列"], row["原来"], row["现在"]) for _, row in cells.iterrows()] == [("在校生数", "490", "480")]
    assert bureau.pupils() == {"石桥小学": 490, "枫林小学": 210}
