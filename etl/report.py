"""The report of one file as scripts and pages read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from etl.load import Loaded
from etl.model import Extract, Finding

Report = dict[str, Any]
# What was done to the register of places: of a file that is refused nothing was.
_DONE = ("schools_created", "areas_created", "district_named")


def refused_report(extract: Extract, findings: list[Finding], version: int | None) -> Report:
    """Of a file of which nothing was used; `version` is the one that stays current."""
    return _report(extract, findings, published=False, batch=None, version=version, changes={})


def loaded_report(extract: Extract, loaded: Loaded, *, published: bool, version: int | None) -> Report:
    """Of a file that was loaded into a writer's copy, whether or not that was published."""
    changes = {name: each.as_json() for name, each in loaded.changes.items()}
    batch = loaded.batch if published else None
    extract = replace(extract, sheets=loaded.sheets)
    return _report(extract, loaded.findings, published=published, batch=batch, version=version, changes=changes)


def _report(
    extract: Extract,
    findings: list[Finding],
    *,
    published: bool,
    batch: str | None,
    version: int | None,
    changes: dict[str, Any],
) -> Report:
    if any(each.stops for each in findings):
        findings = [each for each in findings if each.code not in _DONE]
    return {
        "file": extract.file_name,
        "published": published,
        "batch": batch,
        "version": version,
        "sheets": [each.as_json() for each in extract.sheets],
        "findings": [each.as_json() for each in findings],
        "changes": changes,
    }


def is_refused(report: Report) -> bool:
    """Whether an error finding stopped the file."""
    return any(each["level"] == "error" for each in report["findings"])
