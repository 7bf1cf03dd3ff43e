"""Write docs/reference/ from the declarations: `python -m docs.build`; with `--check` only say what is stale.

Six pages: the data dictionary, every indicator's definition, every setting, every alert, every cross-check, every finding
the importer can make. Nobody edits them.
"""

import argparse
import sys
from pathlib import Path

from catalog import DATASETS, INDICATORS
from catalog.alerts import ALERTS
from catalog.reconciliations import RECONCILIATIONS
from catalog.settings import SETTINGS
from docs.indicator_page import indicators_page
from docs.return_pages import datasets_page, findings_page
from docs.rule_pages import alerts_page, reconciliations_page, settings_page
from etl.problems import PROBLEMS

FOLDER = Path(__file__).resolve().parent / "reference"


def pages() -> dict[Path, str]:
    """Every generated page by its path."""
    return {
        FOLDER / "datasets.md": datasets_page(DATASETS),
        FOLDER / "indicators.md": indicators_page(INDICATORS),
        FOLDER / "settings.md": settings_page(SETTINGS),
        FOLDER / "alerts.md": alerts_page(ALERTS),
        FOLDER / "reconciliations.md": reconciliations_page(RECONCILIATIONS),
        FOLDER / "findings.md": findings_page(PROBLEMS.values()),
    }


def main(words_given: list[str] | None = None) -> int:
    """Write the pages, or with --check return 1 when one differs from what would be written."""
    parser = argparse.ArgumentParser(prog="python -m docs.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check_only = parser.parse_args(words_given).check
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"docs/reference/{path.name} is {'stale: make docs' if check_only else 'written'}")
        if not check_only:
            path.parent.mkdir(exist_ok=True)
            path.write_text(pages()[path], encoding="utf-8")
    return 1 if check_only and stale else 0


if __name__ == "__main__":
    sys.exit(main())
