"""A recognised form holds rows. An empty one is accepted (we handed it out) and said to be empty."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import dataset as dataset_named
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding


def forms_filled(scope: Scope) -> Iterator[Finding]:
    """A warning for each recognised sheet without a row."""
    for sheet in scope.taken:
        if sheet.dataset is not None and sheet.table is not None and not sheet.table.num_rows:
            yield finding("nothing_filled", sheet=sheet.sheet, dataset=dataset_named(sheet.dataset).zh)
