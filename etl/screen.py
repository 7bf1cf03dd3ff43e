"""Runs the checks of a loaded file in order and keeps their findings readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from etl.checks.aid_counted_once import aid_counted_once
from etl.checks.amounts_on_standard import amounts_on_standard
from etl.checks.amounts_plausible import amounts_plausible
from etl.checks.archive_agrees import archive_agrees
from etl.checks.blanks_hide_nothing import blanks_hide_nothing
from etl.checks.changes_plausible import changes_plausible
from etl.checks.columns_not_swapped import columns_not_swapped
from etl.checks.exams_allowed import exams_allowed
from etl.checks.file_is_new import file_is_new
from etl.checks.flows_told_once import flows_told_once
from etl.checks.keys_unique import keys_unique
from etl.checks.main_number_read import main_number_read
from etl.checks.numbers_move import numbers_move
from etl.checks.overwrites_plausible import overwrites_plausible
from etl.checks.parents_include import parents_include
from etl.checks.parts_within import parts_within
from etl.checks.programmes_told_apart import programmes_told_apart
from etl.checks.rows_resolve import rows_resolve
from etl.checks.schools_present import schools_present
from etl.checks.scope import Scope
from etl.checks.sheets_differ import sheets_differ
from etl.checks.silence_told import silence_told
from etl.checks.sources_agree import sources_agree
from etl.checks.stages_told_apart import stages_told_apart
from etl.checks.tables_new import tables_new
from etl.checks.totals_meet import totals_meet
from etl.checks.transfers_are_leavers import transfers_are_leavers
from etl.model import Finding
from etl.problems import finding

Check = Callable[[Scope], Iterator[Finding]]

# Those that may refuse the file first.
CHECKS: tuple[Check, ...] = (
    rows_resolve,
    keys_unique,
    programmes_told_apart,
    aid_counted_once,
    stages_told_apart,
    archive_agrees,
    columns_not_swapped,
    parents_include,
    main_number_read,
    transfers_are_leavers,
    file_is_new,
    tables_new,
    sheets_differ,
    parts_within,
    totals_meet,
    sources_agree,
    blanks_hide_nothing,
    amounts_plausible,
    amounts_on_standard,
    changes_plausible,
    overwrites_plausible,
    numbers_move,
    flows_told_once,
    silence_told,
    schools_present,
    exams_allowed,
)


def screen(scope: Scope) -> list[Finding]:
    """The findings of every check."""
    return [each for check in CHECKS for each in check(scope)]


def readable(findings: Iterable[Finding], shown_per_code: int) -> list[Finding]:
    """At most so many findings of one code and sheet; the rest is counted. Errors first, in the order of the file."""
    ranks = {"error": 0, "warning": 1, "info": 2}
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[Finding] = []
    first: dict[tuple[str, str], Finding] = {}
    for each in findings:
        key = (each.code, each.sheet)
        seen[key] += 1
        first.setdefault(key, each)
        if seen[key] <= shown_per_code:
            kept.append(each)
    for key, count in seen.items():
        if count > shown_per_code:
            title = first[key].message.split("：")[0][:40]
            kept.append(finding("more_of_the_same", sheet=key[1], count=count - shown_per_code, title=title))
    return sorted(kept, key=lambda each: ranks[each.level])
