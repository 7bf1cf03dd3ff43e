"""Every return and its columns as plain tables to open: the same for everybody, so put together once in each language."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from catalog import DATASETS
from catalog.model import Dataset
from ui.declared import column_rows
from ui.text import name_of


@lru_cache(maxsize=2)
def datasets_html(_language: str) -> str:
    """One table for each return, closed until somebody opens it."""
    return f'<div class="zh-plain">{"".join(map(_dataset_html, DATASETS))}</div>'


def _dataset_html(dataset: Dataset) -> str:
    rows = column_rows(dataset)
    heads = "".join(f'<th scope="col"><b>{escape(head)}</b></th>' for head in rows)
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in zip(*rows.values(), strict=True)
    )
    name = escape(name_of(dataset))
    return (
        f"<details><summary><b>{name}</b>　{escape(dataset.grain)}</summary>"
        f'<table class="wrap"><caption>{name}</caption><tr>{heads}</tr>{lines}</table></details>'
    )
