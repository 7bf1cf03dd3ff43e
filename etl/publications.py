"""Who put a draft in use: known from the desk's jobs, for whoever comes second."""

from __future__ import annotations

import time

from store import Store
from store.desk import Desk, Job

_NOTED_WITHIN_SECONDS = 5.0


def publication_of(store: Store, draft: str) -> Job | None:
    """The job that put a draft in use; None when none did, as far as the desk remembers."""
    done = Desk(store.folder.root).jobs(kind="publish", state="done", limit=200)
    return next((each for each in done if each.request.get("draft") == draft and _published(each)), None)


def _published(job: Job) -> bool:
    return bool((job.result or {}).get("report", {}).get("published")) and "by" not in job.result


def earlier_publication(store: Store, draft: str) -> Job | None:
    """`publication_of`, a moment later if need be: a draft is gone an instant before its job is noted as done."""
    end = time.monotonic() + _NOTED_WITHIN_SECONDS
    found = publication_of(store, draft)
    while found is None and time.monotonic() < end and _being_published(store, draft):
        time.sleep(0.1)
        found = publication_of(store, draft)
    return found or publication_of(store, draft)


def _being_published(store: Store, draft: str) -> bool:
    running = Desk(store.folder.root).jobs(kind="publish", state="running", limit=20)
    return sum(each.request.get("draft") == draft for each in running) > 1
