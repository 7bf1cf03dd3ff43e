"""Tests of the reader of untrusted files."""
