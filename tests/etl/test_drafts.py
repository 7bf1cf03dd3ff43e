"""A file looked at before it is put in use: the candidate, the changes, and what others did meanwhile."""

import json
import os
import time
from pathlib import Path

import pytest

from etl import jobs
from etl.drafts import DraftGone, DraftOutdated, discard, open_draft, remove_expired
from etl.options import Options
from etl.prepare import DraftChanged, compare_again, import_file, prepare, publish
from store.desk import Desk
from tests.etl.build import Bureau, enrolment

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
MAPLE = ("枫林乡", "枫林乡中心小学", "小学", 6, 210, 100)


def bridge(pupils: int) -> tuple:
    """The school of 石桥 with so many pupils."""
    return (*BRIDGE[:4], pupils, 230)


@pytest.fixture
def begun(bureau: Bureau, files: Path) -> Bureau:
    """A store with one batch."""
    bureau.must_take(enrolment(files / "first.xlsx", [BRIDGE, MAPLE]))
    return bureau


def test_a_draft_shows_its_changes_and_a_candidate_without_publishing(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    assert begun.store.current() == 1
    assert draft.changes["enrolment"]["changed"] == 1
    with begun.store.read_file(draft.candidate) as reader:
        assert reader.value("SELECT max(pupils) FROM enrolment") == 490
    assert begun.pupils()["石桥镇中心小学"] == 480


def test_a_draft_survives_being_put_down_and_is_published(begun: Bureau, files):
    number = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李").id
    report = publish(begun.store, open_draft(begun.store, number), "王")
    assert (report["published"], report["version"]) == (True, 2)
    assert begun.pupils()["石桥镇中心小学"] == 490
    assert begun.rows("SELECT person FROM batch WHERE batch_seq = 2") == [{"person": "王"}]
    with pytest.raises(DraftGone):
        open_draft(begun.store, number)
    assert len(list((begun.data / "files").iterdir())) == 2


def test_a_draft_that_another_version_changes_is_shown_again_first(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    import_file(begun.store, enrolment(files / "c.xlsx", [bridge(485)]), Options(), "王")
    with pytest.raises(DraftChanged) as changed:
        publish(begun.store, draft, "李")
    again = changed.value.draft
    assert begun.pupils()["石桥镇中心小学"] == 485
    assert again.base_version == 2
    assert again.changes["enrolment"]["cells"][0]["old"] == "485"
    assert publish(begun.store, again, "李")["version"] == 3


def test_a_draft_that_another_version_does_not_touch_goes_in_at_once(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    other = enrolment(files / "c.xlsx", [(*MAPLE[:4], 215, 100)], period="2024—2025学年第一学期")
    import_file(begun.store, other, Options(), "王")
    assert publish(begun.store, draft, "李")["version"] == 3


def test_a_refused_draft_has_findings_and_no_candidate(begun: Bureau, files):
    draft = prepare(
        begun.store, enrolment(files / "b.xlsx", [("石桥镇", "无名小学", "小学", 1, 9, 4)]), Options(), "李"
    )
    assert draft.refused
    assert not draft.candidate.exists()
    assert publish(begun.store, draft, "李")["published"] is False
    assert begun.store.current() == 1


def test_the_clerk_may_allow_new_schools_without_uploading_again(begun: Bureau, files):
    path = enrolment(files / "b.xlsx", [("石桥镇", "无名小学", "小学", 1, 9, 4)])
    draft = prepare(begun.store, path, Options(), "李")
    path.unlink()
    allowed = compare_again(begun.store, draft, Options(new_schools=True))
    assert not allowed.refused
    publish(begun.store, allowed, "李")
    assert begun.pupils()["无名小学"] == 9


def test_drafts_expire(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    assert remove_expired(begun.store) == 0
    long_ago = time.time() - 8 * 86400
    os.utime(draft.folder, (long_ago, long_ago))
    assert remove_expired(begun.store) == 1
    with pytest.raises(DraftGone):
        open_draft(begun.store, draft.id)


def test_a_discarded_draft_is_gone(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    discard(draft)
    assert not draft.folder.exists()


@pytest.mark.parametrize("number", ["../../etc", "..", "", "0123456789abcdef"])
def test_an_id_that_is_none_finds_no_draft(begun: Bureau, number):
    with pytest.raises(DraftGone):
        open_draft(begun.store, number)


def test_who_publishes_second_learns_who_was_first(begun: Bureau, files):
    number = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李").id
    seen_by_both = open_draft(begun.store, number)
    desk = Desk(begun.store.folder.root)
    request = {"draft": number, "mark": seen_by_both.mark}
    first, second = (desk.add_job("publish", request, person=person) for person in ("王", "赵"))
    jobs.run(begun.store, first)
    with pytest.raises(DraftGone):
        publish(begun.store, seen_by_both, "赵")
    jobs.run(begun.store, second)
    told = desk.job(second)
    assert (told.state, told.result["by"], told.result["report"]["version"]) == ("done", "王", 2)
    assert begun.store.current() == 2


def test_a_draft_changed_in_another_window_is_shown_again_before_it_goes_in(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    compare_again(begun.store, draft, Options(replace=True))
    with pytest.raises(DraftChanged) as changed:
        publish(begun.store, draft, "李")
    assert changed.value.draft.options.replace
    assert begun.store.current() == 1


def test_a_draft_of_an_earlier_program_is_told_apart_and_its_file_is_there(begun: Bureau, files):
    draft = prepare(begun.store, enrolment(files / "b.xlsx", [bridge(490)]), Options(), "李")
    kept = draft.folder / "draft.json"
    known = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({**known, "form": "an older one"}), encoding="utf-8")
    with pytest.raises(DraftOutdated) as outdated:
        open_draft(begun.store, draft.id)
    assert outdated.value.upload is not None
    assert outdated.value.file_name == draft.file_name
