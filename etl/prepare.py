"""From a file to a new version: look first (`prepare`, then `publish`) or at once (`import_file`)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from etl.drafts import Draft, discard, new_draft, open_draft, open_extract, remove_expired, save_draft, save_extract
from etl.extract.run import extract as extract_file
from etl.in_force import marks_in_force
from etl.layout_memory import remembered
from etl.layouts import RememberedLayout, Said, ScoreMarks
from etl.load import Loaded, Progress, load, taken
from etl.model import Extract
from etl.options import Options
from etl.originals import keep_original
from etl.problems import finding
from etl.report import Report, loaded_report, refused_report
from store import Store
from store.writer import Writer


class DraftChanged(Exception):
    """Another version went in meanwhile, or somebody changed the draft: it now changes something else than was shown.
    `draft` holds the new comparison."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft.id} was compared again with version {draft.base_version}")
        self.draft = draft


class UploadGone(LookupError):
    """The file of a draft is not kept, so it cannot be read again."""


def quiet(share: float, text: str) -> None:
    """Says nothing about the progress."""


def import_file(
    store: Store, path: Path, options: Options, person: str, *, dry_run: bool = False, progress: Progress = quiet
) -> Report:
    """Take one file in and publish it, or refuse it and change nothing. `dry_run` publishes nothing either way."""
    return import_extract(
        store,
        path,
        read(path, options, progress, remembered=remembered(store), marks=marks_in_force(store)),
        options,
        person,
        dry_run=dry_run,
        progress=progress,
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


def read(
    path: Path, options: Options, progress: Progress = quiet, *,
    file_name: str | None = None, remembered: tuple[RememberedLayout, ...] = (), marks: ScoreMarks | None = None,
) -> Extract:  # fmt: skip
    """The extract of a file; one in which nothing was recognised always says so."""
    progress(0.02, "正在读取文件")
    said = Said(options.sheets, remembered, marks or ScoreMarks())
    extract = extract_file(path, dataset=options.dataset, period=options.period, file_name=file_name, said=said)
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
    extract = read(path, options, progress, remembered=remembered(store), marks=marks_in_force(store))
    draft = new_draft(store, person, extract.file_name, options)
    save_extract(extract, draft.folder)
    if _may_be_kept(extract):
        shutil.copyfile(path, draft.folder / f"upload{path.suffix.lower()[:6] or '.bin'}")
    return _compare(store, draft, extract, progress)


def _may_be_kept(extract: Extract) -> bool:
    """Whether the file may lie with its draft to be read again: not when a sheet names persons, nor when no sheet could
    be looked at, for then nobody knows."""
    return bool(extract.sheets) and not extract.pupil_level


def read_again(store: Store, draft: Draft, options: Options, progress: Progress = quiet) -> Draft:
    """The draft with its file read once more, by other options. Raises UploadGone when the file is not kept."""
    if draft.upload is None:
        raise UploadGone(draft.id)
    extract = read(
        draft.upload,
        options,
        progress,
        file_name=draft.file_name,
        remembered=remembered(store),
        marks=marks_in_force(store),
    )
    if not _may_be_kept(extract):
        draft.upload.unlink()
    return _compare(store, replace(draft, options=options), extract, progress, fresh=True)


def compare_again(store: Store, draft: Draft, options: Options | None = None, progress: Progress = quiet) -> Draft:
    """The draft compared with what is current now, by other options if given. The file is not parsed again."""
    again = replace(draft, options=options or draft.options)
    return _compare(store, again, open_extract(draft.folder), progress)


def _compare(store: Store, draft: Draft, extract: Extract, progress: Progress, *, fresh: bool = False) -> Draft:
    """Compare and save. A `fresh` extract is saved under the writers' lock: who publishes meanwhile sees the old or the
    new draft, never one with the other's extract."""
    draft.candidate.unlink(missing_ok=True)
    draft.questions, draft.content = [], extract.file_hash
    if not taken(extract):
        if fresh:
            save_extract(extract, draft.folder)
        draft.base_version = store.current()
        draft.report = refused_report(extract, extract.findings, draft.base_version)
    else:
        with store.write(draft.person) as writer:
            if fresh:
                save_extract(extract, draft.folder)
            draft.base_version = store.current()
            loaded = load(writer, extract, draft.options, progress)
            draft.report = loaded_report(extract, loaded, published=False, version=draft.base_version)
            draft.questions = loaded.questions
            if not loaded.refused:
                writer.keep_candidate(draft.candidate)
            save_draft(draft)
    save_draft(draft)
    progress(1.0, "完成")
    return draft


def publish(store: Store, draft: Draft, person: str, progress: Progress = quiet) -> Report:
    """Put a draft in use. Raises DraftChanged, with the new comparison, when another version went in meanwhile and
    the draft would now change something else than was shown, or when the draft itself was changed; DraftGone when
    somebody else put it in use first."""
    if draft.refused:
        return draft.report
    with store.write(person) as writer:
        # Only now nobody else can put the same draft in use, or change what it says.
        present = open_draft(store, draft.id)
        if present.mark != draft.mark:
            raise DraftChanged(present)
        extract = open_extract(draft.folder)
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
