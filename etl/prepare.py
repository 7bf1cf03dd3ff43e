"""From a file to a new version: look first (`prepare`, then `publish`) or at once (`import_file`)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from etl.drafts import Draft, discard, new_draft, open_extract, remove_expired, save_draft, save_extract
from etl.extract.run import extract as extract_file
from etl.load import Loaded, Progress, load, taken
from etl.model import Extract
from etl.options import Options
from etl.originals import keep_original
from etl.problems import finding
from etl.report import Report, loaded_report, refused_report
from store import Store
from store.writer import Writer


class DraftChanged(Exception):
    """Another version went in meanwhile and the draft now changes something else. `draft` holds the new comparison."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft.id} was compared again with version {draft.base_version}")
        self.draft = draft


def quiet(share: float, text: str) -> None:
    """Says nothing about the progress."""


def import_file(
    store: Store, path: Path, options: Options, person: str, *, dry_run: bool = False, progress: Progress = quiet
) -> Report:
    """Take one file in and publish it, or refuse it and change nothing. `dry_run` publishes nothing either way."""
    return import_extract(
        store, path, read(path, options, progress), options, person, dry_run=dry_run, progress=progress
    )


def import_extract(
    store: Store, path: Path, extract: Extract, options: Options, person: str, *,
    dry_run: bool = False, progress: Progress = quiet,
) -> Report:  # fmt: skip
    """`import_file` for a file that was read already."""
    if not taken(extract):
        return {**refused_report(extract, extract.findings, store.current()), "dry_run": dry_run}
    with store.write(person) as writer:
        loaded = load(writer, extract, options, progress)
        if loaded.refused or dry_run:
            return {**loaded_report(extract, loaded, published=False, version=store.current()), "dry_run": dry_run}
        keep_original(store, path, extract)
        report = {**_publish(writer, extract, loaded), "dry_run": False}
    progress(1.0, "完成")
    return report


def read(path: Path, options: Options, progress: Progress = quiet) -> Extract:
    """The extract of a file; one in which nothing was recognised always says so."""
    progress(0.02, "正在读取文件")
    extract = extract_file(path, dataset=options.dataset, period=options.period)
    if not taken(extract) and not extract.refused:
        extract.findings.append(finding("nothing_recognised"))
    return extract


def _publish(writer: Writer, extract: Extract, loaded: Loaded) -> Report:
    report = loaded_report(extract, loaded, published=True, version=writer.version)
    kept = {each: report[each] for each in ("sheets", "changes")}
    writer.set_report(loaded.seq, report["findings"], kept)
    writer.publish("import", loaded.batch)
    return report


def prepare(store: Store, path: Path, options: Options, person: str, progress: Progress = quiet) -> Draft:
    """A draft of one file with its report, its changes and, unless it is refused, a candidate version to look at."""
    remove_expired(store)
    extract = read(path, options, progress)
    draft = new_draft(store, person, extract.file_name, options)
    save_extract(extract, draft.folder)
    if not extract.pupil_level and not extract.refused:
        shutil.copyfile(path, draft.folder / f"upload{path.suffix.lower()[:6] or '.bin'}")
    return _compare(store, draft, extract, progress)


def compare_again(store: Store, draft: Draft, options: Options | None = None, progress: Progress = quiet) -> Draft:
    """The draft compared with what is current now, by other options if given. The file is not parsed again."""
    again = replace(draft, options=options or draft.options)
    return _compare(store, again, open_extract(draft.folder), progress)


def _compare(store: Store, draft: Draft, extract: Extract, progress: Progress) -> Draft:
    draft.candidate.unlink(missing_ok=True)
    if not taken(extract):
        draft.base_version = store.current()
        draft.report = refused_report(extract, extract.findings, draft.base_version)
    else:
        with store.write(draft.person) as writer:
            draft.base_version = store.current()
            loaded = load(writer, extract, draft.options, progress)
            draft.report = loaded_report(extract, loaded, published=False, version=draft.base_version)
            if not loaded.refused:
                writer.keep_candidate(draft.candidate)
    save_draft(draft)
    progress(1.0, "完成")
    return draft


def publish(store: Store, draft: Draft, person: str, progress: Progress = quiet) -> Report:
    """Put a draft in use. Raises DraftChanged, with the new comparison, when another version went in meanwhile and
    the draft would now change something else than was shown."""
    extract = open_extract(draft.folder)
    if draft.refused:
        return draft.report
    with store.write(person) as writer:
        moved = store.current() != draft.base_version
        loaded = load(writer, extract, draft.options, progress)
        if not loaded.refused and (not moved or _as_shown(loaded, draft)):
            if draft.upload is not None:
                keep_original(store, draft.upload, extract)
            report = _publish(writer, extract, loaded)
            discard(draft)
            return report
    raise DraftChanged(compare_again(store, draft, progress=progress))


def _as_shown(loaded: Loaded, draft: Draft) -> bool:
    return {name: each.as_json() for name, each in loaded.changes.items()} == draft.changes
