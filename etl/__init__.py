"""Files taken in: extract, resolve, screen, load."""
