"""Paired schools."""
