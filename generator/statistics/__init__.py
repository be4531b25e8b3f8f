"""Statistics: from a ``Release`` alone to estimates, intervals and tests. See ``Figures``."""

from generator.statistics.adjust import adjusted
from generator.statistics.figures import Figures
from generator.statistics.memo import Memo
from generator.statistics.numbers import NumberRow, number_rows
from generator.statistics.tests import judge

__all__ = ["Figures", "Memo", "NumberRow", "adjusted", "judge", "number_rows"]
