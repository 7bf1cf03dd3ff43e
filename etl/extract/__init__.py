"""Read one untrusted file and recognise what it says: cells in, long tables and findings out.

Everything that touches the file's bytes runs in a limited child process (`child.py`), which knows the catalogue,
never the store; `extract` is the parent's side. On the way: `container` (what is it) → `workbook`, `delimited` (cells)
→ `layout`, `headers`, `tokens` (which dataset, what each column means) → `context`, `row_periods` (when) → `rows`,
`places`, `row_keys` (who) → `numbers`, `rates`, `facts`, `given` (how many) → `totals`, `checks` (does it add up) →
`table` (long); `pupils` and `scores` roll up lists of persons; `exchange` hands over.
"""


def __getattr__(name: str) -> object:
    # The child imports this package too and must not load the parent's side before its limits hold.
    if name == "extract":
        from etl.extract.run import extract

        return extract
    if name in ("LIMITS", "Limits"):
        from etl.extract import limits

        return getattr(limits, name)
    raise AttributeError(name)
