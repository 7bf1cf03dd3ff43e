"""Uploads that wait: which of them is the same as which other, and throwing them away from the list."""

from __future__ import annotations

import datetime
from pathlib import Path

from access import local_visitor
from etl.drafts import new_draft
from etl.options import Options
from store import Store
from store.desk import Desk
from ui.context import Context
from ui.uploads import Waiting, double_of, throw_away, waiting

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


def test_a_double_is_named_with_who_uploaded_it() -> None:
    first, second, third = (
        Waiting(str(number), f"{number}.xlsx", "赵", NOW, "ready", content=content)
        for number, content in enumerate(["a", "a", ""])
    )
    every = [first, second, third]
    assert [double_of(each, every) for each in every] == ["1.xlsx（赵）", "0.xlsx（赵）", ""]


def test_a_draft_is_thrown_away_from_the_list_and_a_lost_job_is_no_failure(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = new_draft(store, "赵", "旧.xlsx", Options()).folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "draft.json").write_text('{"format": 0, "file_name": "旧.xlsx", "person": "赵"}', encoding="utf-8")
    desk = Desk(tmp_path)
    job = desk.add_job("prepare", {"path": "旧.xlsx"}, person="赵")
    desk.start_job(job, 1)
    desk.finish_job(job, {"draft": folder.name})
    with Context(store, local_visitor(), None) as context:
        assert [(each.job, each.standing) for each in waiting(context)] == [(job, "outdated")]
        throw_away(context, [job, "no such job"])
        assert waiting(context) == []
    assert not folder.exists()
