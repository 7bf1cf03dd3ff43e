"""What we collect and what we measure, as declarations. This room imports nothing of ours.

`DATASETS` and `INDICATORS` are the two lists everything else reads: tables, header matching, checks, templates,
the data dictionary, every chart, every download and the definitions page.
"""

from catalog.datasets import DATASETS, dataset
from catalog.indicators import INDICATORS, indicator

__all__ = ["DATASETS", "INDICATORS", "dataset", "indicator"]
