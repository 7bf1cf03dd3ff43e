"""What all generated pages are put together from: tables, links and the words for codes."""

from collections.abc import Iterable, Sequence

LEVELS = {"school": "学校", "township": "乡镇", "zone": "片区", "district": "区县", "pair": "结对"}
PERIODS = {
    "school_year": "学年",
    "term": "学期",
    "month": "月",
    "half_year": "半年",
    "quarter": "季度",
    "week": "周",
    "fiscal_year": "年度",
}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; what would break a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def page(title: str, made_from: str, parts: Iterable[str]) -> str:
    """A page with its title and where it comes from."""
    origin = f"<!-- Made from {made_from} by `make docs`; edit the declarations, not this page. -->"
    return "\n\n".join([f"# {title}", origin, *parts]) + "\n"


def words(labels: dict[str, str], values: Iterable[str]) -> str:
    """Codes with their Chinese names, in the order given."""
    return "、".join(f"{labels[str(value)]} `{value}`" for value in values)


def setting_links(names: Iterable[str]) -> str:
    """Links to settings; a dash where there are none."""
    return "、".join(f"[`{name}`](settings.md#{name})" for name in names) or "—"
