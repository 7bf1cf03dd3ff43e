"""A figure sent by the short way is, to the letter, the figure Streamlit would have sent."""

import json

import pytest
from plotly.tools import return_figure_from_figure_or_data

from charts.layout import base_layout
from ui.figures import checked

FIGURE = {
    "data": [
        {"type": "scatter", "x": ["2023", "2024"], "y": [1, None], "customdata": [["T0001", "pupils"], ["T0002", "pupils"]]},
        {"type": "heatmap", "z": [[1.5, None], [2, 3]], "texttemplate": "%{text}", "text": [["甲", ""], ["乙", "丙"]]},
    ],
    "layout": base_layout(300),
}  # fmt: skip


def test_what_is_sent_is_what_plotly_makes_of_it():
    plain = json.loads(json.dumps(FIGURE))
    assert return_figure_from_figure_or_data(checked(FIGURE), True) == return_figure_from_figure_or_data(plain, True)


def test_two_figures_are_not_taken_for_each_other():
    other = {**FIGURE, "layout": base_layout(301)}
    assert checked(FIGURE).to_dict()["layout"]["height"] == 300
    assert checked(other).to_dict()["layout"]["height"] == 301


def test_what_is_no_figure_is_refused():
    with pytest.raises(ValueError, match="colour"):
        checked({"data": [{"type": "scatter", "colour": "red"}], "layout": {}})
