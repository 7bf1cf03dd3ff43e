"""What the tests of alerts share: seven schools of one township, and the rows of one alert."""

from metrics.alerts import find_alerts
from tests.metrics.building import register

YEAR, BEFORE = "2023-2024", "2022-2023"


def schools(n=7):
    return [
        each
        for number in range(n)
        for each in register(f"{'一二三四五六七'[number]}中", "东镇", ["junior"], urban_rural="rural")
    ]


def names(n=7):
    return [f"{'一二三四五六七'[number]}中" for number in range(n)]


def only(reader, name, year=YEAR):
    return [row for row in find_alerts(reader, year) if row.alert.name == name]
