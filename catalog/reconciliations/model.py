"""The shape of a cross-check: which two numbers, how they should stand to each other, and what is said when they do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalog.model import DeclarationError
from catalog.settings import Evidence, setting


class Shape(StrEnum):
    """Where the two sides stand. FACT: a finder of its own, of the check's name."""

    ROW = "row"  # in one row of one return
    AREA = "area"  # an area's own total, and the sum of its schools
    CELL = "cell"  # two files that speak of one number
    FACT = "fact"


class Relation(StrEnum):
    """How the left side should stand to the right one. The tolerance is in the unit of the sides, of SHARE a part of the
    right side."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    SHARE = "share"  # equal but for a share
    BETWEEN = "between"  # within a range that stands with the row


class Outcome(StrEnum):
    """What became of a check at one place."""

    FAILED = "failed"
    UNCHECKED = "unchecked"
    PASSED = "passed"


OUTCOME_WORDS = {
    Outcome.FAILED: ("不一致", "Does not agree"),
    Outcome.UNCHECKED: ("无法核对", "Cannot be checked"),
    Outcome.PASSED: ("一致", "Agrees"),
}
RELATION_WORDS = {
    Relation.EQUAL: ("应相等", "should be equal"),
    Relation.AT_MOST: ("左边不应大于右边", "the left should not exceed the right"),
    Relation.SHARE: ("应大致相等", "should be about equal"),
    Relation.BETWEEN: ("应在范围之内", "should lie within the range"),
}
# Why nothing could be compared.
REASON_WORDS = {
    "left": ("{left}没有填报", "{left} not reported"),
    "right": ("{right}没有填报", "{right} not reported"),
    "silent": ("有应报学校没有报", "Schools that are due did not report"),
    "standard": ("没有登记这一项目、学段、学期的标准", "No standard is declared for this programme, stage and term"),
    "by_day": ("标准按天计发，报表没有供餐天数", "The standard is by the day, and the return does not state the days"),
    "mean": (
        "标准是平均数，没有登记分档，单校不能核对",
        "The standard is a mean without tiers, which judges no single school",
    ),
    "local": (
        "标准由当地核定，设置中还没有填金额",
        "The standard is set locally and no amount is entered in the settings",
    ),
    "before": ("上一期没有填报", "The period before was not reported"),
}


@dataclass(frozen=True)
class Operand:
    """One side: columns of a dataset, added up; unknown as soon as one of them is."""

    dataset: str
    columns: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True)
class Check:
    """One cross-check. `strict`: if it fails, something is wrong; otherwise it may have its reasons and wants a look.

    The sentence may name: place, stage, period, detail, left, right, difference, low, high. `tolerance` is a setting's
    name; without one the sides must meet exactly.
    """

    name: str
    zh: str
    en: str
    dataset: str
    shape: Shape
    left: Operand
    right: Operand
    relation: Relation
    strict: bool
    sentence_zh: str
    sentence_en: str
    source: str
    evidence: Evidence
    tolerance: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        if not (self.zh and self.en and self.sentence_zh and self.sentence_en and self.source):
            raise DeclarationError(f"{self.name}: labels, sentences and a source belong to a check")
        if self.tolerance:
            setting(self.tolerance)
        if self.relation is Relation.SHARE and not self.tolerance:
            raise DeclarationError(f"{self.name}: about equal by how much?")
