"""What each row under a header is: data, a sum of others, a header again, a signature, a note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalog.model import Kind
from etl.extract.cells import Merge, RawSheet
from etl.extract.labels import is_footer, is_index_row, is_note, is_of_which, is_statistic, total_label
from etl.extract.layout import Layout
from etl.extract.text import as_text, key_of
from etl.extract.units import MONEY, money_unit_in, take_apart

_FIRST_TERM = ("上学期", "上期")
_ABOUT_ROWS = ("total", "subtotal", "of_which", "statistic")


@dataclass
class Body:
    """The rows under the header, column by column. Row i of the body is row `first + i` of the sheet (zero-based).

    `texts` are the columns that hold words, merged cells filled down; `kinds[i]` is data, blank, subtotal, total,
    header, footer, note, index, of_which, statistic or unfilled; `labels[i]` is (column, what the sum is of) for sums;
    `under` holds the township and the stage that a heading row names over each row.
    """

    first: int
    columns: list[Sequence[object]]
    texts: dict[int, list[str]]
    kinds: list[str]
    labels: dict[int, tuple[int, str]] = field(default_factory=dict)
    under: dict[str, list[str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.under = {name: [None] * len(self.kinds) for name in ("township", "stage")}

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.kinds)

    def rows_of(self, *kinds: str) -> list[int]:
        """The body rows of these kinds."""
        wanted = set(kinds)
        return [row for row, kind in enumerate(self.kinds) if kind in wanted]

    def skipped(self) -> dict[str, int]:
        """How many rows are no data, by kind; blank rows are not counted."""
        counts = Counter(kind for kind in self.kinds if kind not in ("data", "blank"))
        return dict(counts)


def read_body(sheet: RawSheet, layout: Layout) -> Body:
    """Split what stands under the header into columns and say what each row is."""
    first = layout.bottom + 1
    rows = sheet.rows[first:]
    columns: list[Sequence[object]] = list(zip(*rows, strict=True)) if rows else [()] * sheet.width
    texts = {column: words_of(columns[column]) for column in _word_columns(layout, columns)}
    body = Body(first, columns, texts, ["data"] * len(rows))
    _mark_blank(body, rows)
    _mark_index(body, rows)
    _mark_by_label(body, layout)
    _mark_repeated_header(body, layout, sheet)
    _fill_merges(body, sheet.merges)
    _mark_outside(body, layout)
    return body


def words_of(cells: Sequence[object]) -> list[str]:
    """A column as trimmed texts; equal cells are converted once."""
    kinds = set(map(type, cells))
    if kinds <= {str, float}:
        known = {cell: as_text(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]
    return [as_text(cell) for cell in cells]


def _word_columns(layout: Layout, columns: Sequence[Sequence[object]]) -> list[int]:
    """Columns that hold words, and everything left of the first number: labels of sums stand there."""
    facts = [each.index for each in layout.meanings if each.role in ("fact", "score")]
    before = min(facts, default=len(layout.meanings))
    return [
        each.index
        for each in layout.meanings
        if each.role in ("place", "text", "period", "class")
        or (each.index < before and each.role != "person" and str in set(map(type, columns[each.index])))
    ]


def _mark_blank(body: Body, rows: Sequence[Sequence[object]]) -> None:
    lead = next(iter(body.texts.values()), None)
    empty = range(len(rows)) if lead is None else [row for row, text in enumerate(lead) if not text]
    for row in empty:
        if all(cell == "" or cell is None or (cell.__class__ is str and not as_text(cell)) for cell in rows[row]):
            body.kinds[row] = "blank"


def _mark_index(body: Body, rows: Sequence[Sequence[object]]) -> None:
    for row in range(min(2, len(rows))):
        if body.kinds[row] == "data" and is_index_row([as_text(cell) for cell in rows[row]]):
            body.kinds[row] = "index"


def _mark_by_label(body: Body, layout: Layout) -> None:
    """Rows one of whose words is the label of a sum, or that begin with the words of a footer or note."""
    periods = {each.index for each in layout.of_role("period")}
    # Where no place of ours is named, 全市平均 is whose figure it is.
    others = set() if layout.dataset.names_places else {each.index for each in layout.of_role("text")}
    for column, texts in body.texts.items():
        # In a column of terms 上学期 is the first, not the one before.
        marks = _marks({text for text in texts if text and not (column in periods and key_of(text) in _FIRST_TERM)})
        if not marks:
            continue
        for row, text in enumerate(texts):
            mark = marks.get(text)
            if mark is None or body.kinds[row] != "data" or (column in others and mark[0] in _ABOUT_ROWS):
                continue
            if mark[0] in ("total", "subtotal"):
                body.labels[row] = (column, mark[1])
            elif mark[0] not in ("of_which", "statistic") and any(
                body.texts[left][row] for left in body.texts if left < column
            ):
                continue  # a footer begins its row
            body.kinds[row] = mark[0]


def _marks(texts: Iterable[str]) -> dict[str, tuple[str, str]]:
    marks: dict[str, tuple[str, str]] = {}
    for text in texts:
        label = total_label(text)
        if is_statistic(text):
            marks[text] = ("statistic", "")
        elif label is not None:
            marks[text] = label
        elif is_of_which(text):
            marks[text] = ("of_which", "")
        elif is_footer(text):
            marks[text] = ("footer", "")
        elif is_note(text):
            marks[text] = ("note", "")
    return marks


def _mark_repeated_header(body: Body, layout: Layout, sheet: RawSheet) -> None:
    """Rows that say again what a row of the header says, as printed pages do."""
    facts = [each.index for each in layout.meanings if each.role in ("fact", "score")]
    # A lone 其中 above the names is no row of the header by itself, but comes back with it.
    for row in range(max(layout.top - 1, 0), layout.bottom + 1):
        words = {each.index: key_of(as_text(sheet.rows[row][each.index])) for each in layout.meanings}
        words = {index: word for index, word in words.items() if word}
        probe = next((index for index in facts if index in words), None)
        if probe is None and row == layout.bottom:
            probe = next(iter(words), None)
        if probe is not None:
            money = {each.index for each in layout.of_role("fact") if _is_money(layout, each.column)}
            _mark_rows_like(body, words, probe, {index: _unit_of_money(layout, words, index) for index in money})


def _is_money(layout: Layout, column: str) -> bool:
    return layout.dataset.column(column).kind is Kind.MONEY


def _unit_of_money(layout: Layout, words: dict[int, str], index: int) -> str:
    """The unit that a column of amounts is read in."""
    return take_apart(words.get(index, "")).unit or layout.money_unit or money_unit_in(list(layout.titles)) or "元"


def _mark_rows_like(body: Body, words: dict[int, str], probe: int, money: dict[int, str]) -> None:
    """Rows at least half of whose cells are `words`, that of column `probe` among them.

    One that states another unit of `money` (by column) begins another table: as data it is refused.
    """
    for row, cell in enumerate(body.columns[probe]):
        if cell.__class__ is str and cell and key_of(str(cell)) == words[probe]:
            same = sum(1 for index, word in words.items() if key_of(as_text(body.columns[index][row])) == word)
            if same * 2 >= len(words) and not any(
                MONEY.get(take_apart(as_text(body.columns[index][row])).unit or unit) != MONEY.get(unit)
                for index, unit in money.items()
            ):
                body.kinds[row] = "header"


def _fill_merges(body: Body, merges: Sequence[Merge]) -> None:
    for merge in merges:
        if merge.bottom <= merge.top or merge.top < body.first:
            continue
        for column in range(merge.left, merge.right + 1):
            texts = body.texts.get(column)
            if texts is None or column != merge.left:
                continue
            text = texts[merge.top - body.first] if merge.top - body.first < len(texts) else ""
            for row in range(merge.top - body.first + 1, min(merge.bottom - body.first + 1, body.height)):
                if not texts[row]:
                    texts[row] = text


def _mark_outside(body: Body, layout: Layout) -> None:
    """Rows a person said are not of the data."""
    first = max((layout.first_row or 0) - body.first, 0)
    last = body.height if layout.last_row is None else layout.last_row - body.first + 1
    for row in (*range(min(first, body.height)), *range(max(last, 0), body.height)):
        if body.kinds[row] != "blank":
            body.kinds[row] = "note"


def mark_unfilled(body: Body, layout: Layout, filled: Sequence[bool]) -> None:
    """A school with its stage and nothing else is a form's row nobody filled in, where a row needs more to be one:
    a subject, an item, a programme, the partner of a pair."""
    declared = layout.dataset
    if not set(declared.key) - {"stage", "grade", "period"}:
        return
    first = (
        f"{declared.places[0]}school",
        f"{declared.places[0]}school_code",
        f"{declared.places[0]}township",
        "district",
    )
    said = [
        texts
        for each in layout.meanings
        if each.role in ("place", "text", "class")
        and each.column not in (*first, "stage")
        and (texts := body.texts.get(each.index)) is not None
    ]
    for row in body.rows_of("data"):
        if not filled[row] and not any(texts[row] for texts in said):
            body.kinds[row] = "unfilled"


def fill_down(body: Body, column: int, needs: int | None) -> None:
    """Fill blanks under a text as far as data rows follow it that name a `needs` (a school) of their own.

    A blank after a sum or another break stays blank: whose it is would be a guess.
    """
    texts, last = body.texts[column], ""
    for row, kind in enumerate(body.kinds):
        if kind != "data":
            if kind != "blank":
                last = ""
            continue
        if texts[row]:
            last = texts[row]
        elif needs is None or body.texts[needs][row]:
            texts[row] = last
