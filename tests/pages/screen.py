"""One page as one visitor sees it, run by Streamlit's test runner on a real store."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
from streamlit.testing.v1 import AppTest

from access import Role

SECONDS = 60


def _script(folder: str, module: str, role: str, townships: tuple[str, ...] | None) -> None:
    from importlib import import_module
    from pathlib import Path

    from access import Role, Visitor
    from store import Store
    from ui.context import Context

    store = Store(Path(folder))
    visitor = Visitor("测试员", Role[role], None if townships is None else frozenset(townships))
    with Context(store, visitor, store.current()) as context:
        import_module(module).PAGE.show(context)


def screen(
    folder: Path, module: str, role: Role = Role.ADMIN, scope: tuple[str, ...] | None = None, **params: str
) -> AppTest:
    """The page of `module` after one run, opened with these conditions in its address."""
    asked = {"folder": str(folder), "module": module, "role": role.name, "townships": scope}
    test = AppTest.from_function(_script, kwargs=asked, default_timeout=SECONDS)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def fixed_tables(test: AppTest) -> list[pd.DataFrame]:
    """The tables that nobody can sort (ui/panel.py), their cells as text; blank cells are None."""
    tables = [
        found for each in test.get("html") for found in re.findall(r"<table.*?</table>", each.proto.body, re.DOTALL)
    ]
    shown = []
    for table in map(ElementTree.fromstring, tables):
        heads, rows = (
            [[cell.text for cell in row] for row in table.iter("tr")][at] for at in (slice(0, 1), slice(1, None))
        )
        shown.append(pd.DataFrame(rows, columns=heads[0]))
    return shown


def words(test: AppTest) -> str:
    """Everything the page says in headings, text and HTML."""
    elements = [*test.title, *test.subheader, *test.markdown, *test.caption, *test.error, *test.info, *test.warning]
    shown = [each.value for each in elements]
    shown += [each.proto.body for each in test.get("html")]
    return "\n".join(str(each) for each in shown)
