"""Forms for everybody who has to report: one workbook per township or per school, filled with what is known, as a zip."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from catalog import dataset as dataset_named
from catalog.model import Dataset
from catalog.periods import label_zh
from etl.form_columns import Known
from etl.known import known_places
from etl.last_year import last_year
from etl.template import write_template
from store import Store

_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s]+')
BY = ("township", "school")


def forms_zip(store: Store, dataset: str, period: str, by: str, townships: Sequence[str] | None = None) -> bytes:
    """The forms of one return as a zip; `townships` are the ids asked for, None for all.

    `by` is "township" (one form with a row per school and stage) or "school". Schools that no stage of the dataset is due
    in get none. KeyError for an unknown dataset, ValueError for another `by`
    or a dataset without places.
    """
    if by not in BY:
        raise ValueError(f"forms go by {BY}, not {by!r}")
    declared = dataset_named(dataset)
    if not declared.names_places:
        raise ValueError(f"{dataset} is no return of schools or townships")
    known = known_places(store)
    due = [_within(each, declared.stages_due) for each in known.schools if _is_due(each, declared.stages_due)]
    asked = [each for each in due if townships is None or each["township_id"] in set(townships)]
    before = _last_year(store, declared, period, asked)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.xlsx"
        for name, schools in _groups(asked, by).items():
            of_these = [row for each in schools for row in before.get(each["area_id"], ())]
            write_template(dataset, form, Known(known.schools, known.townships, schools, of_these), period)
            archive.write(form, f"{name}_{declared.zh}_{label_zh(period)}.xlsx")
    return target.getvalue()


def _last_year(
    store: Store, declared: Dataset, period: str, schools: Sequence[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """Last year's numbers by school; empty while the store holds none."""
    found: dict[str, list[dict[str, Any]]] = {}
    if schools:
        with store.read() as reader:
            for row in last_year(reader, declared, period, [each["area_id"] for each in schools]):
                found.setdefault(row["school_id"], []).append(row)
    return found


def _is_due(school: Mapping[str, Any], stages: Sequence[str]) -> bool:
    return school["status"] != "closed" and (not stages or bool(set(school["stages"] or ()) & set(stages)))


def _within(school: Mapping[str, Any], stages: Sequence[str]) -> dict[str, Any]:
    """The school with only the stages the return is about: a kindergarten class has no row among dropouts."""
    own = school["stages"] or []
    return {**school, "stages": [each for each in own if each in stages] if stages else own}


def _groups(schools: Sequence[Mapping[str, Any]], by: str) -> dict[str, list[Mapping[str, Any]]]:
    """The schools of each form by the form's name; two places of one name get their ids beside it."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in schools:
        place = (
            (each["township_id"] or "", each["township"] or "未知乡镇")
            if by == "township"
            else (each["area_id"], f"{each['township'] or ''}_{each['name']}".lstrip("_"))
        )
        found.setdefault(place, []).append(each)
    names = [name for _, name in found]
    return {
        _NOT_IN_A_NAME.sub("_", name if names.count(name) == 1 else f"{name}_{number}"): group
        for (number, name), group in found.items()
    }
