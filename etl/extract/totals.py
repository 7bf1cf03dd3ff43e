"""Compare printed sums (小计, 合计, 全县) with their rows. A sum over unknown parts is not called wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.model import Dataset, Role
from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.numbers import Numbers, decimals_of, shown_number
from etl.extract.places import read_stage
from etl.extract.rows import Body
from etl.extract.text import cell_name, key_of

_LABELS = {"total": "合计", "subtotal": "小计"}


class Sums:
    """The printed sums of one sheet against its accepted data rows."""

    def __init__(self, body: Body, layout: Layout, accepted: Sequence[int], findings: Findings) -> None:
        self.body, self.layout, self.findings = body, layout, findings
        self.accepted = list(accepted)
        self.keys = [
            each.index
            for each in layout.meanings
            if each.role in ("place", "text", "period") and each.index in body.texts
        ]
        self._places = {each.index for each in layout.of_role("place")}
        self._numbers: dict[int, Numbers] = {}
        self._indexes: dict[tuple[int, ...], dict[tuple[str, ...], list[int]]] = {}

    def compare(self, numbers: dict[int, Numbers]) -> None:
        """Compare every printed sum, per physical column that adds up."""
        self._numbers = numbers
        summed = [each for each in self.layout.of_role("fact") if _adds_up(self.layout.dataset, each)]
        for row in self.body.rows_of("subtotal", "total"):
            parts = np.array(self.parts_of(row), dtype=np.int64)
            if len(parts):
                for meaning in summed:
                    self._compare_one(row, parts, meaning, numbers[meaning.index])

    def parts_of(self, row: int) -> list[int]:
        """The data rows that the sum in body row `row` is compared with; of several stacked tables its own."""
        parts = self.parts(row)
        own_table = self.body.kinds[row] == "total" and len(parts) == len(self.accepted)
        parts = self._of_own_table(row) if own_table else parts
        return self._above(row, parts) if self.body.kinds[row] == "total" else parts

    def _above(self, row: int, parts: list[int]) -> list[int]:
        """A total with schools above it and below is of those above, since the last total or all of them."""
        above = [each for each in parts if each < row]
        last = max((each for each in self.body.rows_of("total") if each < row), default=-1)
        recent = [each for each in above if each > last]
        if not above or (len(above) == len(parts) and not any(each < last for each in above)):
            return parts
        if recent and len(recent) < len(above) and self._agrees(row, recent):
            return recent
        return parts if self._agrees(row, parts) else above

    def _agrees(self, row: int, parts: list[int]) -> bool:
        """Whether the row is what `parts` add up to in every column that it fills."""
        summed = [each for each in self.layout.of_role("fact") if _adds_up(self.layout.dataset, each)]
        found = []
        for meaning in summed:
            column = self._numbers.get(meaning.index)
            if column is not None and not np.isnan(column.values[row]):
                printed = float(column.values[row])
                added = float(np.nansum(column.values[np.array(parts, dtype=np.int64)]))
                found.append(abs(printed - added) <= self._tolerance(row, meaning, printed))
        return bool(found) and all(found)

    def differences(self, row: int, numbers: dict[int, Numbers]) -> dict[int, float]:
        """By physical column what the sum in body row `row` is above (or below) its known parts; 0 within rounding."""
        parts = np.array(self.parts_of(row), dtype=np.int64)
        found: dict[int, float] = {}
        for meaning in self.layout.of_role("fact"):
            column = numbers[meaning.index]
            if not len(parts) or not _adds_up(self.layout.dataset, meaning) or np.isnan(column.values[row]):
                continue
            printed = float(column.values[row])
            difference = printed - float(np.nansum(column.values[parts]))
            found[meaning.index] = difference if abs(difference) > self._tolerance(row, meaning, printed) else 0.0
        return found

    def parts(self, row: int) -> list[int]:
        """The data rows that the sum in body row `row` is of."""
        column, of = self.body.labels.get(row, (-1, ""))
        if of:
            named = self._named(of)
            if named is not None:
                return named
        own = tuple(key for key in self.keys if key != column and self.body.texts[key][row])
        if own:
            texts = tuple(key_of(self.body.texts[key][row]) for key in own)
            found = self._index(own).get(texts)
            if found:
                return found if self._places & set(own) else self._nearest(row, found)
        if self.body.kinds[row] == "total" and not of:
            return self.accepted
        return self._since_last(row)

    def _nearest(self, row: int, found: list[int]) -> list[int]:
        """Of the rows that share only a stage or a period with a subtotal, those it stands with."""
        near = set(self._since_last(row)) if self.body.kinds[row] == "subtotal" else set()
        own = [each for each in found if each in near]
        return own if own and not self._agrees(row, found) else found

    def _of_own_table(self, row: int) -> list[int]:
        """Tables stacked on one sheet, each under its own header, have totals of their own."""
        headers = [each for each in self.body.rows_of("header") if each > 0]
        above = max((each for each in headers if each < row), default=-1)
        below = min((each for each in headers if each > row), default=self.body.height)
        found = [each for each in self.accepted if above < each < below]
        # A header repeated on each printed page, and one total at the end.
        earlier = [each for each in self.body.rows_of("total") if each < above]
        return found if found and (earlier or below < self.body.height) else self.accepted

    def _index(self, columns: tuple[int, ...]) -> dict[tuple[str, ...], list[int]]:
        if columns not in self._indexes:
            index: dict[tuple[str, ...], list[int]] = {}
            for row in self.accepted:
                index.setdefault(tuple(key_of(self.body.texts[key][row]) for key in columns), []).append(row)
            self._indexes[columns] = index
        return self._indexes[columns]

    def _named(self, of: str) -> list[int] | None:
        """The rows a label such as 石桥镇合计 or 小学小计 names."""
        stage = read_stage(of)
        for key in self.keys:
            index = self._index((key,))
            if (of,) in index:
                return index[of,]
            if stage is not None:
                found = [
                    row for texts, rows in index.items() if texts[0] and read_stage(texts[0]) == stage for row in rows
                ]
                if found and self.layout.meanings[key].column == "stage":
                    return found
        return self.accepted if of.endswith(("县", "区", "市", "全")) else None

    def _since_last(self, row: int) -> list[int]:
        sums = list(self.body.rows_of("subtotal", "total"))
        before = max((each for each in sums if each < row), default=-1)
        after = min((each for each in sums if each > row), default=self.body.height)
        above = [each for each in self.accepted if before < each < row]
        under = [each for each in self.accepted if row < each < after]
        if not self.accepted:
            return []
        subtotals = self.body.rows_of("subtotal") or sums
        lead = subtotals[0] < self.accepted[0] and subtotals[-1] < self.accepted[-1]  # each stands over its rows
        return (under or above) if lead else (above or under)

    def _compare_one(self, row: int, parts: np.ndarray, meaning: Meaning, numbers: Numbers) -> None:
        printed = numbers.values[row]
        if np.isnan(printed):
            return
        values = numbers.values[parts]
        unknown = np.isnan(values)
        computed = float(values[~unknown].sum())
        difference = printed - computed
        if abs(difference) <= self._tolerance(row, meaning, printed):
            return
        # Blank cells may stand for nothing or for something: then a larger sum can be right.
        code = "total_not_checked" if unknown.any() and difference > 0 else "total_mismatch"
        self.findings.add(
            code,
            cell=cell_name(self.body.first + row, meaning.index),
            value=shown_number(printed),
            header=meaning.header,
            unit=_unit(self.layout.dataset, meaning),
            label=_LABELS[self.body.kinds[row]],
            computed=shown_number(computed),
            difference=shown_number(abs(difference)),
        )

    def _tolerance(self, row: int, meaning: Meaning, printed: float) -> float:
        """Half of the last printed digit: 785.04 stands for 785.0375."""
        cell = self.body.columns[meaning.index][row]
        raw = abs(float(cell)) if isinstance(cell, float | int) and not isinstance(cell, bool) else 0.0
        scale = abs(printed) / raw if raw else 1.0
        decimals = decimals_of(cell)
        return (0.5 * 10.0**-decimals * scale if decimals else 0.0) + 1e-6 * max(1.0, abs(printed) * 1e-3)


def _unit(declared: Dataset, meaning: Meaning) -> str:
    """What the numbers are in once read: a sum in 万元 is compared, and told, in yuan."""
    return "元" if str(meaning.dim.get("item")).endswith("_yuan") else declared.column(meaning.column).unit


def _adds_up(declared: Dataset, meaning: Meaning) -> bool:
    return declared.column(meaning.column).role in (Role.STOCK, Role.FLOW)
