"""Long work outside the visitor's session: a detached process per job, known by its id at the desk.

A page starts a job and asks for its state; closing the browser loses nothing. A job that takes too long ends itself,
one whose process died is given up by whoever asks next. Ending at any instant is safe: nothing shows until published.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from etl import aliases
from etl.drafts import DraftGone, open_draft
from etl.history_jobs import declare_change, go_back, look
from etl.options import Options
from etl.place_declarations import refusal
from etl.prepare import DraftChanged, UploadGone, compare_again, prepare, publish, read_again
from etl.publications import earlier_publication
from etl.several_jobs import NotUnpacked, prepare_several
from store import Store, StoreBusy, StoreError
from store.declarations import ImpossibleChange
from store.desk import Desk, Job
from store.history import redo, undo

ROOT = Path(__file__).resolve().parents[1]
LIMIT_SECONDS = 600.0
# Many files in one job: each has the usual time of its own within it.
_LIMITS = {"several": 7200.0}
_BEAT_SECONDS = 2.0
_SILENT_SECONDS = 60.0
# DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP, which `subprocess` only knows on Windows.
_WINDOWS_DETACHED = 0x00000008 | 0x00000200

Progress = Callable[[float, str], None]
Work = Callable[[Store, dict[str, Any], str, Progress], Any]


class JobStopped(Exception):
    """The job was cancelled or given up while it ran."""


def receive(store: Store, name: str, content: bytes) -> Path:
    """Put an uploaded file where a job finds it, under its own base name: names say what a sheet is about."""
    base = PurePath(name.replace("\\", "/")).name.strip(". ") or "upload"
    folder = store.folder.drafts / f"incoming-{uuid.uuid4().hex[:16]}"
    folder.mkdir(parents=True)
    path = folder / base[-120:]
    path.write_bytes(content)
    return path


def start(store: Store, kind: str, request: dict[str, Any], person: str, *, limit_seconds: float | None = None) -> str:
    """Queue a job of a kind in `WORKS` and begin it in a process of its own; returns its id."""
    if kind not in WORKS:
        raise KeyError(kind)
    limit = limit_seconds or _LIMITS.get(kind, LIMIT_SECONDS)
    number = Desk(store.folder.root).add_job(kind, {**request, "limit_seconds": limit}, person=person)
    command = [sys.executable, "-m", "etl", "job", number, "--data", str(store.folder.root.resolve())]
    detached: dict[str, Any] = {"start_new_session": True}
    if os.name == "nt":
        detached = {"creationflags": _WINDOWS_DETACHED}
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, cwd=ROOT, stdin=quiet, stdout=quiet, stderr=quiet, close_fds=True, **detached)
    threading.Thread(target=_see_to_the_end, args=(store, number, child), daemon=True).start()
    return number


def _see_to_the_end(store: Store, number: str, child: subprocess.Popen[bytes]) -> None:
    """Take note of a job's process when it ends: one that died before its first word would be waited for without end."""
    code = child.wait()
    if code:
        Desk(store.folder.root).fail_job(number, f"处理进程意外结束（代码 {code}），什么都没有改变，请再试一次。")


def state(store: Store, number: str) -> Job | None:
    """How a job stands; one whose process died is failed by now. None when there is none of this id."""
    desk = Desk(store.folder.root)
    desk.give_up_silent_jobs(_SILENT_SECONDS)
    return desk.job(number)


def cancel(store: Store, number: str) -> bool:
    """Ask a job to end; False when it already has."""
    return Desk(store.folder.root).cancel_job(number)


def run(store: Store, number: str) -> bool:
    """Do a queued job in this process, to its end; False when there is nothing to do. Failures go to the desk."""
    desk = Desk(store.folder.root)
    if not desk.start_job(number, os.getpid()):
        return False
    job = desk.job(number)
    assert job is not None
    beat = _Heartbeat(desk, job)
    try:
        answer = WORKS[job.kind](store, job.request, job.person or "", beat.report)
    except JobStopped:
        return True
    except NotUnpacked as error:
        desk.fail_job(number, str(error))
    except StoreBusy:
        desk.fail_job(number, "另一个导入正在进行，请稍后再试。")
    except (DraftGone, UploadGone):
        desk.fail_job(number, "这份上传已经办完、放弃或过期。")
    except ImpossibleChange as error:
        desk.fail_job(number, refusal(error))
    except (StoreError, OSError) as error:
        desk.fail_job(number, f"现在无法完成：{error}")
    except (
        Exception
    ) as error:  # the visitor must learn that it ended; the text may hold cells, so only its kind is told
        desk.fail_job(number, f"内部错误（{type(error).__name__}）。")
    else:
        desk.finish_job(number, answer)
    finally:
        beat.stop()
    return True


class _Heartbeat:
    """Tells the desk that the job lives, and ends the process when its time is over."""

    def __init__(self, desk: Desk, job: Job) -> None:
        self._desk, self._job = desk, job
        self._share, self._text = 0.0, ""
        self._ended = threading.Event()
        limit = float((job.request or {}).get("limit_seconds") or LIMIT_SECONDS)
        self._timer = threading.Timer(limit, self._overdue, [limit])
        self._timer.daemon = True
        self._timer.start()
        threading.Thread(target=self._beat, daemon=True).start()

    def report(self, share: float, text: str) -> None:
        """Note how far the work is; JobStopped when nobody wants it any more."""
        self._share, self._text = share, text
        if not self._desk.report_progress(self._job.id, share, text):
            raise JobStopped(self._job.id)

    def stop(self) -> None:
        """No more beats."""
        self._ended.set()
        self._timer.cancel()

    def _beat(self) -> None:
        while not self._ended.wait(_BEAT_SECONDS):
            self._desk.report_progress(self._job.id, self._share, self._text)

    def _overdue(self, limit: float) -> None:
        self._desk.fail_job(self._job.id, f"超过 {limit:g} 秒仍未完成，已停止。")
        os._exit(3)


def _prepare(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        return {"draft": prepare(store, path, Options.from_json(request.get("options") or {}), person, progress).id}
    finally:
        # It may name persons: what was received is never kept longer than it takes to read it.
        if path.parent.name.startswith("incoming-"):
            shutil.rmtree(path.parent, ignore_errors=True)


def _several(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    return prepare_several(store, request, person, progress, run)


def _compare(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    draft = open_draft(store, request["draft"])
    options = Options.from_json(request["options"]) if request.get("options") else None
    return {"draft": compare_again(store, draft, options, progress).id}


def _read_again(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    draft = open_draft(store, request["draft"])
    return {"draft": read_again(store, draft, Options.from_json(request["options"]), progress).id}


def _name_school(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Remember which school a name of a draft means, and compare the draft again."""
    draft = open_draft(store, request["draft"])
    aliases.add(store, request["name"], request["school_id"], person, request.get("township"))
    return {"draft": compare_again(store, draft, progress=progress).id}


def _publish(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Put a draft in use as it was shown: `mark` in the request is that of the draft the visitor saw."""
    try:
        draft = open_draft(store, request["draft"])
        if request.get("mark") not in (None, draft.mark):
            return {"draft": draft.id, "changed": True}
        return {"report": publish(store, draft, person, progress)}
    except DraftChanged as changed:
        return {"draft": changed.draft.id, "changed": True}
    except DraftGone:
        first = earlier_publication(store, request["draft"])
        if first is None:
            raise
        return {"report": first.result["report"], "by": first.person, "at": str(first.created)}


def _undo(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    progress(0.1, "正在撤销")
    return {"version": undo(store, request["batch"], person)}


def _redo(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    progress(0.1, "正在恢复")
    return {"version": redo(store, request["batch"], person)}


def _sample(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    from etl.load_sample import load_sample

    return load_sample(store, person, scale=int(request.get("scale") or 1), progress=progress)


WORKS: dict[str, Work] = {
    "prepare": _prepare,
    "several": _several,
    "compare": _compare,
    "read_again": _read_again,
    "name_school": _name_school,
    "publish": _publish,
    "undo": _undo,
    "redo": _redo,
    "look": look,
    "return": go_back,
    "declare": declare_change,
    "sample": _sample,
}
