"""Drafts, jobs and the audit trail, among threads and processes."""

import multiprocessing
import threading
from pathlib import Path

import pytest

from store import Desk, StoreBroken


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "data")


def test_an_unused_desk_touches_nothing(desk: Desk):
    assert desk.drafts() == []
    assert desk.job("none") is None
    assert not desk.path.exists()


def test_a_draft_is_kept_changed_and_forgotten(desk: Desk):
    desk.save_draft("d1", {"file": "报表.xlsx"}, person="甲")
    desk.save_draft("d1", {"file": "报表.xlsx", "base": 3}, state="ready")
    draft = desk.draft("d1")
    assert draft is not None
    assert (draft.state, draft.person, draft.data["base"]) == ("ready", "甲", 3)
    assert draft.created <= draft.updated
    desk.remove_draft("d1")
    assert desk.draft("d1") is None


def test_a_job_runs_from_queue_to_result(desk: Desk):
    job_id = desk.add_job("import", {"path": "x.xlsx"}, person="甲")
    assert desk.job(job_id).state == "queued"
    assert desk.start_job(job_id, pid=42)
    assert desk.report_progress(job_id, 0.5, "正在写入")
    job = desk.job(job_id)
    assert (job.state, job.progress, job.message, job.pid, job.request) == (
        "running",
        0.5,
        "正在写入",
        42,
        {"path": "x.xlsx"},
    )
    assert desk.finish_job(job_id, {"version": 7})
    job = desk.job(job_id)
    assert (job.state, job.progress, job.result, job.ended) == ("done", 1.0, {"version": 7}, True)
    assert [each.id for each in desk.jobs(kind="import", state="done")] == [job_id]
    assert desk.jobs(state="failed") == []


def test_what_has_ended_does_not_change_any_more(desk: Desk):
    job_id = desk.add_job("import")
    desk.start_job(job_id, pid=1)
    assert desk.cancel_job(job_id)
    assert not desk.report_progress(job_id, 0.9)
    assert not desk.finish_job(job_id, "late")
    assert not desk.fail_job(job_id, "late")
    assert not desk.start_job(job_id, pid=2)
    assert desk.job(job_id).state == "cancelled"


def test_silent_jobs_are_given_up(desk: Desk):
    silent, queued = desk.add_job("import"), desk.add_job("import")
    desk.start_job(silent, pid=1)
    assert desk.give_up_silent_jobs(silent_seconds=60) == []
    assert desk.give_up_silent_jobs(silent_seconds=-1) == [silent]
    assert desk.job(silent).state == "failed"
    assert desk.job(silent).message
    assert desk.job(queued).state == "queued"


def test_the_audit_trail_is_newest_first(desk: Desk):
    desk.note("甲", "undo", {"batch": "b000001"})
    desk.note("乙", "redo", {"batch": "b000001"})
    assert [(line["person"], line["action"]) for line in desk.audit()] == [("乙", "redo"), ("甲", "undo")]
    assert desk.audit(limit=1)[0]["detail"] == {"batch": "b000001"}


def take(folder: Path, job_ids: list[str], pid: int, taken: multiprocessing.Queue) -> None:
    desk = Desk(folder)
    for job_id in job_ids:
        if desk.start_job(job_id, pid):
            taken.put((job_id, pid))
        desk.note("甲", "tried", job_id)


def test_each_job_is_taken_by_one_process_only(desk: Desk):
    job_ids = [desk.add_job("import", number) for number in range(12)]
    spawn = multiprocessing.get_context("spawn")
    taken = spawn.Queue()
    workers = [spawn.Process(target=take, args=(desk.path.parent, job_ids, pid, taken)) for pid in (1, 2, 3)]
    for worker in workers:
        worker.start()
    found = [taken.get(timeout=60) for _ in job_ids]
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert sorted(job_id for job_id, _ in found) == sorted(job_ids)
    assert len(desk.audit()) == 36


def test_threads_that_open_a_new_desk_at_once_agree(desk: Desk):
    threads = [threading.Thread(target=desk.note, args=("甲", "open", number)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(line["detail"] for line in desk.audit()) == list(range(12))


def test_an_error_inside_a_transaction_undoes_it(desk: Desk):
    desk.note("甲", "before")

    def fail() -> None:
        with desk.connect() as connection:
            connection.execute("DELETE FROM audit")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(desk.audit()) == 1


def test_a_damaged_desk_is_said_so(desk: Desk):
    desk.path.parent.mkdir(parents=True)
    desk.path.write_bytes(b"not a database " * 100)
    with pytest.raises(StoreBroken, match=r"desk\.sqlite"):
        desk.note("甲", "x")
