"""How figures are rounded for display, so that what is printed adds up and proves nobody's answer.

Sentences subtract displayed values: pages, tables and downloads all round here.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from generator.spec.scores import Unit

FULL_BASE = 100
"""Under this many answers a percentage shows no decimal: it would give the count back (privacy rule R8)."""


def decimals(unit: Unit, n: int, round_to: int | None = None) -> int:
    """Decimals shown for a figure on a base of ``n``; ``round_to`` is the study's own, for shares.

    A net promoter score is read as a whole number; means have one decimal.
    """
    match unit:
        case Unit.SHARE:
            return 0 if n < FULL_BASE else min(1 if round_to is None else round_to, 1)
        case Unit.POINTS:
            return 0
        case Unit.SCALE | Unit.NATURAL:
            return 1


def displayed(value: float, unit: Unit, places: int) -> Decimal:
    """The number that is printed, in the printed unit: a share of 0.5812 gives 58.1.

    Halves go to the even digit, as in ``words.Formatter``. Differences of figures are differences
    of these.
    """
    # Through the shortest text that names the float: 0.285 is meant, not 0.28499999999999998.
    number = Decimal(str(float(value)))
    printed = number.scaleb(2) if unit is Unit.SHARE else number
    return printed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def whole(shares: Sequence[float], places: int) -> tuple[Decimal, ...]:
    """A distribution as displayed percentages that sum to exactly 100, by the largest remainder.

    Each is within one last digit of its share; ties go to the first answer.

    Raises:
        ValueError: the shares do not sum to 1.
    """
    step = Decimal(1).scaleb(-places)
    exact = [Decimal(str(float(share))).scaleb(2) / step for share in shares]
    if abs(sum(exact) * step - 100) > Decimal("1e-6"):
        raise ValueError("only a whole distribution can be made to sum to 100")
    floors = [int(number) for number in exact]
    missing = int(100 / step) - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    risen = set(by_remainder[:missing])
    return tuple((floor + (i in risen)) * step for i, floor in enumerate(floors))
