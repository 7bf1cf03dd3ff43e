"""How fast, always as a ratio against something run at the same time. Never a timed test: `make bench` prints."""
