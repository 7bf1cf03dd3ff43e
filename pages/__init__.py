"""The menu: every page, in the order it stands there. Modules live one level down, never directly in this folder,
because Streamlit would run such a file without `app.py`, and so without the sign-in (docs/decisions.md)."""

from pages.about import definitions
from pages.data import batches, download, lineage, places, reconcile, returns, settings, upload
from pages.explore import aid, alerts, balance, dropout, enrolment, exam, funding, health, population, staff
from pages.overview import overview
from pages.pairs import pairs
from ui.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    alerts.PAGE,
    enrolment.PAGE,
    dropout.PAGE,
    aid.PAGE,
    exam.PAGE,
    population.PAGE,
    staff.PAGE,
    funding.PAGE,
    health.PAGE,
    balance.PAGE,
    pairs.PAGE,
    upload.PAGE,
    returns.PAGE,
    reconcile.PAGE,
    lineage.PAGE,
    places.PAGE,
    batches.PAGE,
    download.PAGE,
    settings.PAGE,
    definitions.PAGE,
)
