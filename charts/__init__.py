"""Figures as plain dicts for Plotly, and the facts their titles are made from. Nothing here draws or asks."""
