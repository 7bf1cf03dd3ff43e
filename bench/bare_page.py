"""A bare Streamlit page with as many charts as the overview: what the framework alone costs."""

import streamlit as st

YEARS = [f"{year}-{year + 1}" for year in range(2014, 2026)]


def _figure(number: int) -> dict:
    lines = [{"type": "scatter", "x": YEARS, "y": [number + line + year for year in range(12)]} for line in range(3)]
    return {"data": lines, "layout": {"height": 300}}


def render() -> None:
    """Six charts of three lines."""
    st.title("Bare")
    for number in range(6):
        st.plotly_chart(_figure(number), key=f"chart{number}")


st.navigation([st.Page(render, title="Bare", url_path="bare", default=True)]).run()
