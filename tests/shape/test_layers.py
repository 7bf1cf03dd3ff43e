"""Imports point down only, and the libraries that draw stay in the rooms that draw. There is no list of exceptions."""

import pytest

from tests.shape.tree import AROUND, LAYERS, ROOT, Import, imports, modules, room_of, rooms_there


def points_down(found: Import) -> bool:
    """Within one room, or to a room of a lower layer."""
    here = room_of(found.path)
    return found.top == here or LAYERS[found.top] < LAYERS[here]


@pytest.mark.parametrize("room", rooms_there())
def test_a_room_that_exists_holds_modules(room):
    assert modules(room), f"{room}/ exists but holds no module, so nothing here would check it"


def test_the_catalogue_exists():
    assert "catalog" in rooms_there(), "the lowest room is missing: are the paths of these tests right?"


@pytest.mark.parametrize("room", rooms_there())
def test_imports_point_down(room):
    ours = [found for path in modules(room) for found in imports(path) if found.top in LAYERS]
    upward = [str(found) for found in ours if not points_down(found)]
    assert not upward


@pytest.mark.parametrize("room", rooms_there())
def test_no_room_imports_what_stands_around_it(room):
    outward = [str(found) for path in modules(room) for found in imports(path) if found.top in AROUND]
    assert not outward


def test_only_the_screen_rooms_import_streamlit():
    others = [room for room in rooms_there() if room not in {"ui", "pages", "app"}]
    found = [str(found) for path in modules(*others) for found in imports(path) if found.top == "streamlit"]
    assert not found


def test_only_charts_imports_plotly():
    others = [room for room in rooms_there() if room != "charts"]
    found = [str(found) for path in modules(*others) for found in imports(path) if found.top == "plotly"]
    assert not found


def test_a_page_never_opens_a_database_or_a_spreadsheet():
    doors = {"duckdb", "sqlite3", "openpyxl", "python_calamine", "xlsxwriter", "store"}
    found = [str(found) for path in modules("pages") for found in imports(path) if found.top in doors]
    assert not found


def test_no_page_module_lies_directly_in_pages():
    """Streamlit runs pages/*.py by itself on a first visit, without app.py and so without the sign-in."""
    flat = [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"]
    assert not flat


@pytest.mark.parametrize(
    ("module", "line", "allowed"),
    [
        ("metrics/values.py", "from store.reader import Reader", True),
        ("metrics/values.py", "from metrics import sums", True),
        ("metrics/values.py", "import etl.extract", False),
        ("etl/load.py", "from metrics import values", False),
        ("store/versions.py", "from access import Role", False),
        ("catalog/model.py", "from ui.text import say", False),
    ],
)
def test_the_rule_itself_tells_up_from_down(module, line, allowed):
    name = line.split()[1]
    assert points_down(Import(ROOT / module, 1, name)) is allowed
