"""A large district for measuring: 300 schools, 12 years, 9 grades, 9 subjects, in a real store's own tables.

The rebuilt tables are filled directly: what is measured is asking, not loading. `python -m tests.metrics.large_district DIR`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from store import Store

SCHOOLS, YEARS, TOWNSHIPS = 300, 12, 25
FIRST = 2012

_PLACES = """
INSERT INTO area BY NAME
SELECT 'D0001' AS area_id, 'district' AS level, '大县' AS name, 'D0001' AS district_id, '大县' AS district
UNION ALL BY NAME
SELECT format('T{:04d}', t) AS area_id, 'township' AS level, format('第{}镇', t) AS name, 'D0001' AS district_id, '大县' AS district,
    area_id AS township_id, name AS township FROM range(1, $townships + 1) r(t)
UNION ALL BY NAME
SELECT format('S{:05d}', s) AS area_id, 'school' AS level, format('第{}学校', s) AS name, 'D0001' AS district_id, '大县' AS district,
    format('T{:04d}', s % $townships + 1) AS township_id, format('第{}镇', s % $townships + 1) AS township
FROM range($schools) r(s);
"""
_SCHOOL_STAGE = """
CREATE TEMP TABLE seat AS
SELECT area_id, area_id AS school_id, township_id, district_id, stage, hash(area_id, stage) AS dice
FROM area, (VALUES ('primary'), ('junior')) v(stage) WHERE level = 'school';
CREATE TEMP TABLE school_year AS
SELECT y, format('{}-{}', $first + y, $first + y + 1) AS year FROM range($years) r(y);
CREATE TEMP TABLE month AS
SELECT y, year, strftime(make_date($first + y, 9, 1) + to_months(m), '%Y-%m') AS period FROM school_year, range(10) r(m);
"""
_ITEMS = "'above_degree_teachers', 'teaching_area_m2', 'sports_area_m2', 'equipment_yuan', 'multimedia_rooms', 'computers', 'books'"
_FACTS = {
    "enrolment_totals": """SELECT year || '-1' AS period, 200 + dice % 900 + y AS pupils, 5 + dice % 20 AS classes, dice % 150 AS boarders,
        dice % 90 AS left_behind, 12 + dice % 60 AS teachers_fulltime, 60 + dice % 30 AS intake, 55 + dice % 30 AS graduates,
        dice % 5 AS transfer_in, dice % 7 AS transfer_out FROM seat, school_year""",
    "enrolment": """SELECT year || '-1' AS period, grade, 30 + dice % 100 + y AS pupils, 1 + dice % 3 AS classes
        FROM seat, school_year, range(1, 10) g(grade) WHERE (stage = 'primary') = (grade < 7)""",
    "dropout": """SELECT period, 200 + dice % 900 + y AS enrolled_start, (dice + y) % 3 AS dropouts, (dice + y) % 2 AS returned,
        (dice // 7 + y) % 29 > 0 AS reported FROM seat, month""",
    "subsidy": """SELECT year || '-' || term AS period, programme, 20 + dice % 80 AS recipients, (20 + dice % 80) * 500.0 AS amount,
        25 + dice % 80 AS eligible FROM seat, school_year, (VALUES ('1'), ('2')) t(term), (VALUES ('一补'), ('营养'), ('助学')) p(programme)""",
    "resource": f"""SELECT year AS period, item, (200 + dice % 900) * (1.0 + hash(item, area_id, y) % 7) AS quantity, 200 + dice % 900 AS pupils
        FROM seat, school_year, (SELECT unnest([{_ITEMS}]) AS item)""",
    "exam": """SELECT year || '-2' AS period, grade, '期末' AS exam, subject, 100.0 AS full_mark, 30 + dice % 60 AS sat, 32 + dice % 60 AS eligible,
        (30 + dice % 60) * (60.0 + dice % 20) AS sum_score, (30 + dice % 60) * (60.0 + dice % 20) ** 2 * 1.05 AS sum_squares,
        20 + dice % 10 AS n_pass, dice % 20 AS n_excellent, dice % 10 AS n_low
        FROM seat, school_year, range(1, 10) g(grade), (SELECT unnest(['语文', '数学', '英语', '物理', '化学', '历史', '地理', '生物', '总分']) AS subject)
        WHERE (stage = 'primary') = (grade < 7)""",
}


def make_large(folder: Path) -> Store:
    """A store of one version with the large district in it."""
    store = Store(folder)
    with store.write("bench") as writer:
        settings = {"schools": SCHOOLS, "townships": TOWNSHIPS, "years": YEARS, "first": FIRST}
        for statement in f"{_PLACES}{_SCHOOL_STAGE}".split(";"):
            if statement.strip():
                writer.connection.execute(
                    statement, {name: value for name, value in settings.items() if f"${name}" in statement}
                )
        for table, facts in _FACTS.items():
            select = facts.replace(
                "SELECT ", "SELECT 'school' AS area_level, area_id, school_id, township_id, district_id, stage, ", 1
            )
            writer.connection.execute(f"INSERT INTO {table} BY NAME {select}")
            if table != "enrolment":
                reported = "coalesce(bool_or(reported), true)" if table == "dropout" else "true"
                writer.connection.execute(f"""INSERT INTO due BY NAME SELECT '{table.removesuffix("_totals")}' AS dataset, period, stage,
                    school_id, township_id, district_id, {reported} AS reported, false AS covered FROM {table} GROUP BY ALL""")
        writer.publish("import")
    return store


if __name__ == "__main__":
    make_large(Path(sys.argv[1]))
