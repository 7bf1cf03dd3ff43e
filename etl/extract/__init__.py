"""Read one untrusted file and recognise what it says: cells in, long tables and findings out.

Everything that touches the file's bytes runs in a limited child process (`child.py`); it knows the catalogue, never
the store. `extract` is the parent's side.
"""
