"""An older store is brought up to date by its next writer; a newer one is refused."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest

import catalog.datasets.enrolment
from catalog.model import Column, Kind, Role
from store import Store, StoreBroken, migrations, schema
from tests.store.build import load, pupils, table, value


def alter(store: Store, *statements: str) -> None:
    """Change the current version's file by hand, to what an older or newer program would have left."""
    with closing(duckdb.connect(str(store.folder.version_path(store.current() or 0)))) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def old_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of schema version 0: a column and a dataset are missing, and a step was not taken."""
    load(store, "enrolment", [pupils("甲小学", 10, classes=2)])
    alter(
        store,
        "UPDATE meta SET value = '0' WHERE key = 'schema_version'",
        "ALTER TABLE rows_enrolment DROP COLUMN classes_66p",
        "ALTER TABLE enrolment DROP COLUMN classes_66p",
        "DROP TABLE rows_resource",
        "DROP TABLE resource",
        "ALTER TABLE batch DROP COLUMN replaces",
    )

    def add_replaces(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("ALTER TABLE batch ADD COLUMN replaces BOOLEAN DEFAULT false")

    steps: tuple[Callable[[duckdb.DuckDBPyConnection], None], ...] = (add_replaces,)
    monkeypatch.setattr(migrations, "STEPS", steps)
    return store


def test_an_old_store_is_migrated_by_its_next_writer(old_store: Store):
    load(old_store, "enrolment", [pupils("甲小学", 12, classes_66p=1)])
    assert table(old_store, "SELECT pupils, classes, classes_66p FROM enrolment") == [
        {"pupils": 12, "classes": 2, "classes_66p": 1}
    ]
    assert value(old_store, "SELECT value FROM meta WHERE key = 'schema_version'") == str(schema.SCHEMA_VERSION)
    assert value(old_store, "SELECT count(*) FROM resource") == 0
    actions = [row["action"] for row in table(old_store, 'SELECT action FROM event ORDER BY "at"')]
    assert actions == ["import", "migrate", "import"]
    assert value(old_store, "SELECT pupils FROM enrolment", version=1) == 10


def test_a_migration_that_is_not_published_leaves_the_old_store(old_store: Store):
    with old_store.write(person="甲"):
        pass
    assert old_store.current() == 1
    assert value(old_store, "SELECT value FROM meta WHERE key = 'schema_version'") == "0"


def test_a_declaration_that_gained_a_column_gets_it(store: Store, monkeypatch: pytest.MonkeyPatch):
    load(store, "enrolment", [pupils("甲小学", 10)])
    declared = catalog.datasets.enrolment.ENROLMENT
    beds = Column("beds", "床位数", "Beds", Kind.COUNT, Role.STOCK)
    more = replace(declared, columns=(*declared.columns, beds))
    everything = tuple(more if each.name == "enrolment" else each for each in catalog.DATASETS)
    # Every room that took the list by name gets the one with the new column.
    for module in (migrations, schema):
        monkeypatch.setattr(module, "DATASETS", everything)
    for path in ("catalog.datasets", "catalog"):
        monkeypatch.setattr(f"{path}.DATASETS", everything)
    monkeypatch.setitem(catalog.datasets._BY_NAME, "enrolment", more)
    for name in ("", ".links", ".areas", ".due", ".periods"):
        monkeypatch.setattr(f"store.rebuild{name}.DATASETS", everything)
    load(store, "enrolment", [pupils("甲小学", None, beds=7)])
    assert table(store, "SELECT pupils, beds FROM enrolment_totals") == [{"pupils": 10, "beds": 7}]


def test_a_newer_store_is_refused_and_stays(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10)])
    alter(store, "UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    with pytest.raises(StoreBroken, match="newer program"):
        load(store, "enrolment", [pupils("甲小学", 12)])
    assert store.current() == 1
    assert value(store, "SELECT pupils FROM enrolment") == 10


def test_a_file_that_is_no_store_is_refused(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10)])
    alter(store, "DROP TABLE meta")
    with pytest.raises(StoreBroken, match="not a store"), store.write(person="甲"):
        pass
    assert store.current() == 1


def test_every_schema_version_but_the_first_has_its_step():
    assert len(migrations.STEPS) in (0, schema.SCHEMA_VERSION)
    assert len(migrations.STEPS) <= schema.SCHEMA_VERSION


def test_aid_kept_under_another_name_of_its_programme_meets_the_next_return_of_it(store: Store):
    told = {"school": "甲小学", "township": "石桥镇", "stage": "primary", "period": "2023-2024-1", "category": "全体"}
    load(
        store,
        "subsidy",
        [told | {"programme": "营养改善计划", "recipients": 90}, told | {"programme": "市级奖励", "recipients": 1}],
    )
    old = "UPDATE {} SET programme = '学生营养膳食补助' WHERE programme = '营养改善计划'"
    alter(
        store,
        old.format("rows_subsidy"),
        old.format("subsidy"),
        "UPDATE meta SET value = '2' WHERE key = 'schema_version'",
    )
    load(store, "subsidy", [told | {"programme": "营养改善计划", "recipients": 92}])
    assert table(store, "SELECT programme, recipients FROM subsidy ORDER BY recipients") == [
        {"programme": "市级奖励", "recipients": 1},
        {"programme": "营养改善计划", "recipients": 92},
    ]
