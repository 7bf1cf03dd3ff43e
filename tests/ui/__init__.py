"""The frame of the pages."""
