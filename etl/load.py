"""One extracted file into a writer's copy: places resolved, rows appended, tables rebuilt, checked and compared.

Nothing is visible until the caller publishes; a caller that leaves the writer's block has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from etl.checks.scope import Scope
from etl.compare import Changes, changes_of, remember
from etl.in_force import thresholds_in_force
from etl.model import Extract, ExtractedSheet, Finding, SchoolQuestion
from etl.options import Options
from etl.own_totals import with_own_totals
from etl.resolve import Resolution, resolve
from etl.screen import readable, screen
from etl.slices import Townships, slices_of
from etl.strange_schools import strange_schools
from store.identity import Resolver
from store.writer import NewBatch, NewSheet, Writer, batch_id

Progress = Callable[[float, str], None]


@dataclass
class Loaded:
    """What loading a file came to. `changes` by dataset; `findings` are all of them, the extract's first; `sheets` are those of
    the extract with the printed totals that were kept."""

    seq: int
    findings: list[Finding]
    sheets: list[ExtractedSheet]
    changes: dict[str, Changes] = field(default_factory=dict)
    questions: list[SchoolQuestion] = field(default_factory=list)

    @property
    def batch(self) -> str:
        """The id the batch has if it is published."""
        return batch_id(self.seq)

    @property
    def refused(self) -> bool:
        """Whether a finding stops the file."""
        return any(each.stops for each in self.findings)


def taken(extract: Extract) -> list[ExtractedSheet]:
    """The sheets that were recognised as something to take."""
    return [each for each in extract.sheets if each.dataset is not None and each.table is not None]


def load(writer: Writer, extract: Extract, options: Options, progress: Progress) -> Loaded:
    """Bring the extract into the writer's copy. Rows that resolve to nothing are kept and said to be so."""
    progress(0.50, "正在对应学校和乡镇")
    options = thresholds_in_force(options, writer)
    resolver = Resolver(writer)
    extract = replace(extract, sheets=with_own_totals(extract.sheets, resolver, writer))
    sheets = taken(extract)
    scope = Scope(writer.connection, 0, extract.sheets, options.thresholds, extract.file_hash, options.beside)
    no_school_yet = not resolver.has_schools
    resolution = resolve(sheets, resolver, options)
    if no_school_yet and not options.new_schools:
        resolution.findings += strange_schools(sheets)
    slices = slices_of(sheets, resolution.places, Townships(writer))
    names = list(dict.fromkeys(each.dataset for each in sheets if each.dataset))
    for name in names:
        periods = {period for each in sheets if each.dataset == name for period in each.periods}
        remember(writer.connection, name, periods)
    progress(0.60, "正在写入")
    scope.seq = seq = _append(writer, extract, resolution, options, slices)
    progress(0.70, "正在重新汇总")
    writer.rebuild(names)
    progress(0.85, "正在核对")
    found = [*extract.findings, *resolution.findings, *screen(scope)]
    if any(each.stops for each in resolution.findings):
        # What could not be resolved has been said in better words.
        found = [each for each in found if each.code != "place_unresolved"]
    compared = {(each.sheet, each.cell) for each in found if each.code == "total_mismatch"}
    found = [each for each in found if each.code != "total_differs" or (each.sheet, each.cell) not in compared]
    within = {(each.sheet, each.cell) for each in found if each.code == "part_exceeds_whole"}
    found = [each for each in found if each.code != "part_above_whole" or (each.sheet, each.cell) not in within]
    in_doubt = {each.sheet for each in found if each.code in ("unit_contradicted", "remembered_unit_odd")}
    found = [each for each in found if each.code != "amount_unit_impossible" or each.sheet not in in_doubt]
    unreadable = {(each.sheet, each.cell) for each in found if each.stops}
    # A cell that could not be read is not blank, though nothing was taken from it.
    found = [each for each in found if each.code != "blank_keeps_value" or (each.sheet, each.cell) not in unreadable]
    findings = readable(found, options.thresholds.shown_per_code)
    loaded = Loaded(seq, findings, extract.sheets, questions=resolution.questions)
    progress(0.92, "正在比较变更")
    for name in names:
        covered = [each for each in slices if each["dataset"] == name]
        loaded.changes[name] = changes_of(writer.connection, name, seq, covered)
    return loaded


def _append(
    writer: Writer, extract: Extract, resolution: Resolution, options: Options, slices: list[dict[str, Any]]
) -> int:
    seq = writer.add_batch(
        NewBatch(file_name=extract.file_name, file_hash=extract.file_hash, replaces=options.replace, slices=slices)
    )
    for sheet in extract.sheets:
        number = writer.add_sheet(
            seq,
            NewSheet(
                sheet.sheet, sheet.dataset, sheet.period, sheet.rows_read, sheet.rows_accepted,
                {**sheet.as_json(), "pupil_level": sheet.pupil_level}, sheet.blocks,
            ),
        )  # fmt: skip
        if sheet.dataset is not None and sheet.table is not None and sheet.table.num_rows:
            writer.append(sheet.dataset, seq, number, sheet.table)
    writer.claim(seq, resolution.claims)
    return seq
