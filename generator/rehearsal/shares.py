"""How often each answer is given: a plausible distribution for each type, bent until truths hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from generator.rehearsal.chance import Chance
from generator.spec.measures import Measure
from generator.spec.models import QuestionType
from generator.spec.models.questions import EasySide, Question

NPS = (2, 1, 2, 3, 4, 7, 8, 14, 22, 18, 19)
"""How often 0 to 10 are given, out of a hundred: a score of about 10, as many surveys find."""
MULTI, EXCLUSIVE, THEME = (0.12, 0.5), (0.05, 0.1), (0.06, 0.3)
"""The smallest and the largest share of an option, of an option that excludes others, of a theme."""
BEND, DRIFT = 0.35, 0.06
"""How far the distribution of an item may be bent at first, and how far from one wave to another."""
ROUNDS, HALVINGS = 400, 70
CLOSE = 1e-9
STEEPEST = float(1 << 40)

Shares = list[float]


@dataclass(frozen=True, slots=True)
class Constraint:
    """The mean of ``values`` over some cells of people has to be ``target``."""

    cells: tuple[int, ...]
    values: tuple[float, ...]
    """The number each answer counts for."""
    target: float

    @property
    def steps(self) -> tuple[int, ...]:
        """Each answer's place among the distinct numbers, from 0."""
        ladder = sorted(set(self.values))
        return tuple(ladder.index(value) for value in self.values)


def usual(measure: Measure, question: Question, chance: Chance, wave: str) -> Shares:
    """How often each of its codes is given when nobody says: items differ by chance, and waves a little."""
    bend = 1 + BEND * (2 * chance.at("bend", measure.id).fraction() - 1)
    bend *= 1 + DRIFT * (2 * chance.at("bend", measure.id, wave).fraction() - 1)
    match measure.type:
        case QuestionType.NPS:
            return _bent([float(share) for share in NPS], range(11), sqrt(sqrt(bend)))
        case QuestionType.SCALE | QuestionType.GRID | QuestionType.CES:
            ladder = favourable(measure, question)
            rising = _rising(len(ladder))
            return _bent(
                [rising[ladder.index(code)] for code in range(len(ladder))], _places(ladder), sqrt(bend)
            )
        case QuestionType.SINGLE | QuestionType.RANKING | QuestionType.NUMERIC:
            return [_between((0.6, 1.4), chance.at("share", measure.id, code.id)) for code in measure.codes]
        case QuestionType.MULTI | QuestionType.OPEN:
            yes = _between(_usual_box(measure, question), chance.at("share", measure.id)) * sqrt(bend)
            return [yes, 1 - yes]


def _usual_box(measure: Measure, question: Question) -> tuple[float, float]:
    if measure.type is QuestionType.OPEN:
        return THEME
    return EXCLUSIVE if measure.item in question.exclusive else MULTI


def _between(bounds: tuple[float, float], chance: Chance) -> float:
    return bounds[0] + (bounds[1] - bounds[0]) * chance.fraction()


def _rising(count: int) -> Shares:
    """More and more frequent towards the favourable end, and less and less so."""
    return [float((place + 1) * (2 * count - place)) for place in range(count)]


def favourable(measure: Measure, question: Question) -> list[int]:
    """The places of its codes, from the least to the most favourable."""
    places = list(range(len(measure.codes)))
    return places[::-1] if _is_reversed(measure, question) else places


def _is_reversed(measure: Measure, question: Question) -> bool:
    if question.easy is EasySide.LOW:
        return True
    places = [code.id for code in measure.codes]
    good = [places.index(code) for code in measure.positive]
    bad = [places.index(code) for code in measure.negative]
    return bool(good and bad) and sum(good) * len(bad) < sum(bad) * len(good)


def _places(ladder: Sequence[int]) -> list[int]:
    return [ladder.index(code) for code in range(len(ladder))]


def _bent(shares: Sequence[float], places: Sequence[int], factor: float) -> Shares:
    """The shares leaning towards the codes of high places when the factor is above 1."""
    return [share * _power(factor, place) for share, place in zip(shares, places, strict=True)]


def _power(factor: float, times: int) -> float:
    """By multiplication: a library's power may differ by its last bit between machines."""
    power = 1.0
    for _ in range(times):
        power *= factor
    return power


def fitted(start: Sequence[Shares], sizes: Sequence[int], constraints: Sequence[Constraint]) -> list[Shares]:
    """The shares of each cell, as near as can be to ``start``, under which every constraint holds.

    Each constraint in turn tilts the shares of its cells exponentially, which moves them least
    (Csiszár 1975, I-divergence geometry, Annals of Probability 3); constraints that no shares can meet
    together leave what is nearest to the last of them.
    """
    shares = [_whole(cell) for cell in start]
    for _ in range(ROUNDS):
        if all(abs(_mean(shares, sizes, one) - one.target) <= CLOSE * _span(one) for one in constraints):
            break
        for one in constraints:
            shares = _met(shares, sizes, one)
    return shares


def _whole(shares: Shares) -> Shares:
    total = fsum(shares)
    return [share / total for share in shares]


def _span(constraint: Constraint) -> float:
    return max(constraint.values) - min(constraint.values)


def _mean(shares: Sequence[Shares], sizes: Sequence[int], constraint: Constraint) -> float:
    """The mean over the cells of a constraint; its target where they are empty."""
    total = sum(sizes[cell] for cell in constraint.cells)
    if not total:
        return constraint.target
    each = (
        sizes[cell] * share * value
        for cell in constraint.cells
        for share, value in zip(shares[cell], constraint.values, strict=True)
    )
    return fsum(each) / total


def _met(shares: list[Shares], sizes: Sequence[int], constraint: Constraint) -> list[Shares]:
    """The shares tilted until one constraint holds: its mean grows with the tilt, so halving finds it."""
    low, high = 1 / STEEPEST, STEEPEST
    for _ in range(HALVINGS):
        tilt = sqrt(low * high)
        if _mean(_tilted(shares, constraint, tilt), sizes, constraint) < constraint.target:
            low = tilt
        else:
            high = tilt
    return _tilted(shares, constraint, sqrt(low * high))


def _tilted(shares: Sequence[Shares], constraint: Constraint, tilt: float) -> list[Shares]:
    steps = constraint.steps
    return [
        _whole(_bent(cell, steps, tilt)) if index in constraint.cells else cell
        for index, cell in enumerate(shares)
    ]
