"""Files in, history, downloads."""
