"""Numbers of the sample district worked out from its workbooks as a person with a calculator would.

NUMBERS is the list; `page` writes it down beside what the product says (tests/soundness/hand/NUMBERS.md).
"""

from tests.soundness.hand import aid, dropout, enrolment, exams, leavers, other, recent
from tests.soundness.hand.numbers import NUMBERS, Number, page

__all__ = ["NUMBERS", "Number", "aid", "dropout", "enrolment", "exams", "leavers", "other", "page", "recent"]
