"""Long work in a process of its own: it outlives whoever asked for it, says how far it is, and ends."""

import time
from pathlib import Path

import pytest

from etl import jobs
from etl.drafts import open_draft
from store.desk import Desk, Job
from tests.etl.build import Bureau, enrolment

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)


def wait(bureau: Bureau, number: str, seconds: float = 60) -> Job:
    """The job once it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = jobs.state(bureau.store, number)
        assert job is not None
        if job.ended:
            return job
        time.sleep(0.1)
    pytest.fail(f"job {number} did not end")


def begin(bureau: Bureau, path: Path) -> str:
    """A job that prepares an upload."""
    received = jobs.receive(bureau.store, path.name, path.read_bytes())
    return jobs.start(bureau.store, "prepare", {"path": str(received), "options": {}}, "李")


def test_a_job_prepares_and_another_publishes(bureau: Bureau, files):
    done = wait(bureau, begin(bureau, enrolment(files / "a.xlsx", [BRIDGE])))
    assert (done.state, done.progress) == ("done", 1.0)
    draft = open_draft(bureau.store, done.result["draft"])
    assert draft.changes["enrolment"]["new"] == 1
    assert bureau.store.current() is None
    published = wait(bureau, jobs.start(bureau.store, "publish", {"draft": draft.id}, "王"))
    assert published.result["report"]["version"] == 1
    assert bureau.pupils() == {"石桥镇中心小学": 480}
    undone = wait(bureau, jobs.start(bureau.store, "undo", {"batch": published.result["report"]["batch"]}, "王"))
    assert undone.result == {"version": 2}


def test_what_was_received_is_gone_once_it_was_read(bureau: Bureau, files):
    wait(bureau, begin(bureau, enrolment(files / "a.xlsx", [BRIDGE])))
    assert not list((bureau.data / "drafts").glob("incoming-*"))


def test_a_received_name_cannot_leave_its_folder(bureau: Bureau):
    path = jobs.receive(bureau.store, "../../..\\evil.xlsx", b"x")
    assert path.name == "evil.xlsx"
    assert path.parent.parent == bureau.data / "drafts"


def test_a_job_that_takes_too_long_ends_itself(bureau: Bureau, files):
    received = jobs.receive(bureau.store, "a.xlsx", enrolment(files / "a.xlsx", [BRIDGE]).read_bytes())
    number = jobs.start(bureau.store, "prepare", {"path": str(received)}, "李", limit_seconds=0.01)
    job = wait(bureau, number)
    assert job.state == "failed"
    assert "0.01" in job.message
    bureau.must_take(enrolment(files / "b.xlsx", [BRIDGE]))


def test_a_cancelled_job_does_nothing(bureau: Bureau, files):
    desk = Desk(bureau.data)
    number = desk.add_job("undo", {"batch": "b000001"}, person="李")
    assert jobs.cancel(bureau.store, number)
    assert jobs.run(bureau.store, number) is False
    assert desk.job(number).state == "cancelled"


def test_a_failure_reaches_the_desk_in_words(bureau: Bureau):
    job = wait(bureau, jobs.start(bureau.store, "undo", {"batch": "b000009"}, "李"))
    assert job.state == "failed"
    assert "b000009" in job.message


def test_an_impossible_declaration_says_why(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    one = bureau.rows("SELECT area_id FROM area WHERE level = 'school'")[0]["area_id"]
    change = {"kind": "merged", "area_id": one, "other_id": one, "on_date": "2024-07-01"}
    number = Desk(bureau.data).add_job("declare", {"change": change, "limit_seconds": 60}, person="李")
    assert jobs.run(bureau.store, number)
    assert Desk(bureau.data).job(number).message == "“石桥镇中心小学”不能并入自己。"


def test_a_job_whose_process_dies_before_its_first_word_fails(bureau: Bureau, monkeypatch, tmp_path):
    monkeypatch.setattr(jobs, "ROOT", tmp_path)  # nothing to run there: Python ends with 1
    job = wait(bureau, jobs.start(bureau.store, "undo", {"batch": "b000001"}, "李"))
    assert (job.state, job.started) == ("failed", None)
    assert "代码 1" in job.message


def test_an_unknown_kind_of_job_is_not_begun(bureau: Bureau):
    with pytest.raises(KeyError):
        jobs.start(bureau.store, "nonsense", {}, "李")
