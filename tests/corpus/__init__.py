"""Layouts of spreadsheets as offices make them, composed at random with known truth, and how many are understood."""
