"""What was weighed: of every declared alert, whether the year has the data it reads. No alert of the others means nothing."""

from __future__ import annotations

from catalog import INDICATORS
from catalog.alerts import ALERTS, Alert
from catalog.periods import lies_in
from metrics.in_force import targets_of
from store.reader import Reader

# Of these an older row still holds.
_LASTING = ("school", "pair")
_INDICATORS = {each.name: each for each in INDICATORS}


def weighed(reader: Reader, year: str) -> tuple[list[Alert], list[Alert]]:
    """The alerts that could be weighed in a school year, and those that could not because a return they read is not in (of
    targets: none is set)."""
    known: dict[str, bool] = {}

    def has(dataset: str) -> bool:
        if dataset not in known:
            rows = reader.rows(f'SELECT DISTINCT period FROM "rows_{dataset}" JOIN batch USING (batch_seq) WHERE live')
            known[dataset] = any(
                dataset in _LASTING or lies_in(row["period"], year)
                for row in rows
                if row["period"] or dataset in _LASTING
            )
        return known[dataset]

    aimed = any(each.target.year in (year, year[:4]) for each in targets_of(reader))
    done = [each for each in ALERTS if (aimed if each.theme == "targets" else all(map(has, _datasets(each))))]
    return done, [each for each in ALERTS if each not in done]


def _datasets(alert: Alert) -> tuple[str, ...]:
    """The returns whose rows of the year the alert needs: those its numbers come from."""
    names = [
        _INDICATORS[read].numerator.dataset if read in _INDICATORS else read.partition(".")[0] for read in alert.reads
    ]
    return tuple(dict.fromkeys([*names, *(("pair",) if alert.theme == "pairs" else ())]))
