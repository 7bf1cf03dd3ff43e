"""What each command does: `(exit status, answer for scripts, text for people)`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from catalog import DATASETS
from catalog import dataset as dataset_named
from catalog.periods import is_period
from etl import aliases, jobs, shown
from etl.archives import is_archive, unpack
from etl.extract.redact import redacted_file_name
from etl.load import Progress
from etl.model import Extract, Finding
from etl.options import Options
from etl.prepare import import_file, quiet
from etl.problems import finding
from etl.report import Report, is_refused, refused_report
from etl.settings import run_settings
from etl.targets import run_targets
from etl.words import ImportStopped, WrongUsage
from store import Store, StoreBroken, StoreBusy, StoreError, versions
from store.backup import backup, restore
from store.history import batches, redo, return_to, undo

Answer = tuple[int, Any, str]
Command = Callable[[argparse.Namespace], Answer]


def _store(chosen: argparse.Namespace) -> Store:
    return Store(chosen.data)


def _import(chosen: argparse.Namespace) -> Answer:
    missing = [str(each) for each in chosen.files if not each.is_file()]
    if missing:
        raise WrongUsage(f"找不到文件：{'、'.join(missing)}")
    options = Options(chosen.dataset, chosen.period, chosen.replace, chosen.new_schools)
    store = _store(chosen)
    reports: list[Report] = []
    beside: dict[int, tuple[int, ...]] = {}  # of each zip, the batches its files became
    with tempfile.TemporaryDirectory(prefix="unpacked-", ignore_cleanup_errors=True) as folder:
        for archive, path, said in _members(chosen.files, Path(folder)):
            if path is None:
                reports.append(refused_report(Extract(said[0].value, ""), list(said), store.current()))
                continue
            try:
                known = replace(options, beside=beside.get(archive, ()))
                report = import_file(store, path, known, chosen.person, dry_run=chosen.dry_run)
            except (StoreError, OSError) as error:
                raise ImportStopped(reports) from error
            if archive >= 0 and report["published"]:
                beside[archive] = (*beside.get(archive, ()), int(report["batch"].removeprefix("b")))
            report["findings"] += [each.as_json() for each in said]
            reports.append({**report, "file": path.name if not _names_persons(report) else report["file"]})
    status = 1 if any(map(is_refused, reports)) else 0
    answer = reports[0] if len(reports) == 1 else {"reports": reports}
    return status, answer, "\n\n".join(shown.report_text(each) for each in reports)


def _members(files: Sequence[Path], folder: Path) -> Iterator[tuple[int, Path | None, list[Finding]]]:
    """Every file to import with the number of its zip (-1 without one), those of a zip one by one; what the zip held besides
    is said with its first file, and a zip that is not opened is no file but findings that begin with its name."""
    for number, path in enumerate(files):
        if not is_archive(path):
            yield -1, path, []
            continue
        unpacked = unpack(path, folder / str(number))
        if unpacked.refused is not None:
            yield number, None, [replace(unpacked.refused, value=path.name)]
        names = "、".join(map(redacted_file_name, unpacked.left_out[:5])) + (
            " 等" if len(unpacked.left_out) > 5 else ""
        )
        said = [finding("archive_left_out", count=len(unpacked.left_out), names=names)] if unpacked.left_out else []
        for position, each in enumerate(unpacked.files):
            yield number, each, said if position == 0 else []


def _names_persons(report: Report) -> bool:
    return any(each.get("pupil_level") for each in report["sheets"])


def _batches(chosen: argparse.Namespace) -> Answer:
    store = _store(chosen)
    if store.current() is None:
        return 0, [], "还没有批次。"
    with store.read() as reader:
        found = [_batch_row(asdict(each)) for each in batches(reader)]
    return 0, found, shown.batches_text(found)


def _batch_row(batch: dict[str, Any]) -> dict[str, Any]:
    findings = batch.pop("findings")
    batch.pop("report")
    counts = {level: sum(each.get("level") == level for each in findings) for level in ("warning", "info")}
    datasets = list(dict.fromkeys(each["dataset"] for each in batch["sheets"] if each["dataset"]))
    return {"batch": batch.pop("batch_id"), **batch, "datasets": datasets, "findings": counts}


def _undo(chosen: argparse.Namespace) -> Answer:
    return _flip(chosen, undo, "已撤销")


def _redo(chosen: argparse.Namespace) -> Answer:
    return _flip(chosen, redo, "已恢复")


def _flip(chosen: argparse.Namespace, action: Callable[[Store, str, str], int], done: str) -> Answer:
    store = _store(chosen)
    before = store.current()
    if before is None:
        raise WrongUsage(f"还没有任何批次，没有 {chosen.batch}。")
    version = action(store, chosen.batch, chosen.person)
    changed = version != before
    text = (
        f"{done}批次 {chosen.batch}，当前版本 {version}。"
        if changed
        else f"批次 {chosen.batch} 本来就是这样，没有变化。"
    )
    return 0, {"batch": chosen.batch, "version": version, "changed": changed}, text


def _versions(chosen: argparse.Namespace) -> Answer:
    found = [asdict(each) for each in versions(_store(chosen))]
    return 0, found, shown.versions_text(found)


def _return(chosen: argparse.Namespace) -> Answer:
    store = _store(chosen)
    if store.current() is None:
        raise WrongUsage(f"还没有任何版本，没有 {chosen.version}。")
    version = return_to(store, chosen.version, chosen.person)
    return (
        0,
        {"returned_to": chosen.version, "version": version},
        f"已按版本 {chosen.version} 恢复，当前版本 {version}。",
    )


def _backup(chosen: argparse.Namespace) -> Answer:
    version = backup(_store(chosen), chosen.file)
    return 0, {"file": str(chosen.file), "version": version}, f"已备份版本 {version} 到 {chosen.file}。"


def _restore(chosen: argparse.Namespace) -> Answer:
    if not chosen.file.is_file():
        raise WrongUsage(f"找不到文件：{chosen.file}")
    try:
        version = restore(_store(chosen), chosen.file, chosen.person)
    except StoreBusy:
        raise
    except StoreBroken as error:
        message = f"备份文件不能用，没有任何改动：{error}"
        return 1, {"error": "backup", "message": message}, message
    return 0, {"file": str(chosen.file), "version": version}, f"已从 {chosen.file} 恢复，当前版本 {version}。"


def _template(chosen: argparse.Namespace) -> Answer:
    if chosen.dataset not in {each.name for each in DATASETS}:
        raise WrongUsage(f"没有名为“{chosen.dataset}”的数据集，可用：{'、'.join(each.name for each in DATASETS)}")
    if chosen.period is not None and not is_period(chosen.period):
        raise WrongUsage(f"“{chosen.period}”不是时期。")
    # Writing workbooks is a library the other commands need not wait for.
    from etl.known import known_for
    from etl.template import default_period, write_template

    period = chosen.period or default_period(dataset_named(chosen.dataset))
    known = known_for(_store(chosen), chosen.dataset, period, chosen.school)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    write_template(chosen.dataset, chosen.out, known, period)
    answer = {
        "file": str(chosen.out),
        "dataset": chosen.dataset,
        "schools": [each["area_id"] for each in known.asked_for],
    }
    return 0, answer, f"已写出 {chosen.out}。"


def _sample(chosen: argparse.Namespace) -> Answer:
    from etl.load_sample import SampleRefused, StoreNotEmpty, load_sample

    try:
        answer = load_sample(_store(chosen), chosen.person, scale=chosen.scale, progress=_said(chosen))
    except StoreNotEmpty as error:
        raise WrongUsage(f"{error} 里已有数据；示例县只装入空的数据目录，请用 --data 另指一个。") from error
    except SampleRefused as error:
        return 1, {"error": "sample", "message": str(error)}, f"示例文件未被采用：{error}"
    return 0, answer, f"示例县已装入：{answer['files']} 个文件，当前版本 {answer['version']}。"


def _said(chosen: argparse.Namespace) -> Progress:
    def say(share: float, text: str) -> None:
        print(f"[{share:4.0%}] {text}", file=sys.stderr, flush=True)

    return quiet if chosen.json else say


def _alias(chosen: argparse.Namespace) -> Answer:
    store = _store(chosen)
    if chosen.remove is not None:
        if chosen.name is not None:
            raise WrongUsage("--remove 后面只写要取消的别名。")
        version = aliases.remove(store, chosen.remove, chosen.person, chosen.township)
        return 0, {"removed": chosen.remove, "version": version}, f"已取消别名“{chosen.remove}”，当前版本 {version}。"
    if not chosen.name or not chosen.school:
        raise WrongUsage("用法：alias 别名 学校ID [--township 乡镇]，或 alias --remove 别名")
    version = aliases.add(store, chosen.name, chosen.school, chosen.person, chosen.township)
    answer = {"name": chosen.name, "school_id": chosen.school, "township": chosen.township, "version": version}
    return 0, answer, f"“{chosen.name}”今后指 {chosen.school}，当前版本 {version}。"


def _aliases(chosen: argparse.Namespace) -> Answer:
    found = aliases.listed(_store(chosen))
    return 0, found, shown.aliases_text(found)


def _job(chosen: argparse.Namespace) -> Answer:
    done = jobs.run(_store(chosen), chosen.job)
    return (0 if done else 2), {"job": chosen.job, "done": done}, ""


COMMANDS: dict[str, Command] = {
    "import": _import,
    "batches": _batches,
    "undo": _undo,
    "redo": _redo,
    "versions": _versions,
    "return": _return,
    "backup": _backup,
    "restore": _restore,
    "template": _template,
    "sample": _sample,
    "alias": _alias,
    "aliases": _aliases,
    "settings": run_settings,
    "targets": run_targets,
    "job": _job,
}
