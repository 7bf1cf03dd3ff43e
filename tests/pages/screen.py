"""One page as one visitor sees it, run by Streamlit's test runner on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from access import Role

SECONDS = 60


def _script(
    folder: str, module: str, role: str, townships: tuple[str, ...] | None, unnamed: bool, outside: bool
) -> None:
    from importlib import import_module
    from pathlib import Path

    from access import Role, Visitor, as_outsider
    from store import Store
    from ui.context import Context

    store = Store(Path(folder))
    visitor = Visitor("测试员", Role[role], None if townships is None else frozenset(townships))
    with Context(store, as_outsider(visitor) if outside else visitor, store.current()) as context:
        context.unnamed = unnamed
        import_module(module).PAGE.show(context)


def screen(
    folder: Path,
    module: str,
    role: Role = Role.ADMIN,
    scope: tuple[str, ...] | None = None,
    unnamed: bool = False,
    outside: bool = False,
    **params: str,
) -> AppTest:
    """The page of `module` after one run, opened with these conditions in its address."""
    asked = {"folder": str(folder), "module": module, "role": role.name, "townships": scope, "unnamed": unnamed}
    asked["outside"] = outside
    test = AppTest.from_function(_script, kwargs=asked, default_timeout=SECONDS)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    """Everything the page says in headings, text and HTML."""
    elements = [*test.title, *test.subheader, *test.markdown, *test.caption, *test.error, *test.info, *test.warning]
    shown = [each.value for each in elements]
    shown += [each.proto.body for each in test.get("html")]
    return "\n".join(str(each) for each in shown)


def number_tables(test: AppTest) -> list[list[dict[str, str]]]:
    """The tables whose numbers are links: of each its rows, by heading, in order."""
    pieces = (str(each.proto.body) for each in test.get("html") if "zh-numbers" in each.proto.body)
    return [_rows(ElementTree.fromstring(each)) for each in pieces]


def _rows(table: ElementTree.Element) -> list[dict[str, str]]:
    heads, *rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def sent(test: AppTest) -> bytes:
    """Everything that goes to the browser: texts, tables with what they hide, figures with their hover data, boxes."""
    return b"\n".join(_sent(test.main)) + b"\n".join(_sent(test.sidebar))


def _sent(element: Any) -> Iterator[bytes]:
    if isinstance(element, Block):
        for child in element.children.values():
            yield from _sent(child)
    if element.proto is not None:
        yield element.proto.SerializeToString()
