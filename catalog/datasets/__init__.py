"""Every dataset we collect. To add one: one file here, one name in this list."""

from catalog.datasets import (
    dropout,
    dropout_reason,
    dropout_review,
    enrolment,
    exam,
    funding,
    health,
    pair,
    population,
    published,
    resource,
    school,
    staff,
    subsidy,
    support,
)
from catalog.model import Dataset

DATASETS: tuple[Dataset, ...] = (
    school.SCHOOL,
    enrolment.ENROLMENT,
    dropout.DROPOUT,
    subsidy.SUBSIDY,
    exam.EXAM,
    pair.PAIR,
    support.SUPPORT,
    resource.RESOURCE,
    staff.STAFF,
    funding.FUNDING,
    health.HEALTH,
    population.POPULATION,
    dropout_reason.DROPOUT_REASON,
    dropout_review.DROPOUT_REVIEW,
    published.PUBLISHED,
)

_BY_NAME = {each.name: each for each in DATASETS}


def dataset(name: str) -> Dataset:
    """The dataset of this name; KeyError if there is none."""
    return _BY_NAME[name]
