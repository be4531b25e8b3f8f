"""The gate alone, on drawn surveys: how long a preview takes, and what a freeze adds to it."""

import time
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Aggregates, Classes, Counts
from generator.disclosure import Depth, protect
from generator.release import Outcome, Release
from generator.spec.groups import EVERYONE, Group
from generator.spec.plan import Plan
from tests.rooms.disclosure.drawn import CUSTOMERS, STUDY, WAVE, crossed, level, opinion, score

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Survey:
    """So many people who answer so many questions, in segments of so many levels."""

    people: int
    levels: tuple[int, ...]
    questions: int
    pairs: int = 0
    """How many pairs of segments are crossed."""
    skipped: float = 0.0
    """The share of answers left blank."""


SURVEYS = (
    Survey(500, (6, 5, 8, 4, 3), 20, 3),
    Survey(500, (6, 5, 8, 4, 3), 20, 3, skipped=0.03),
    Survey(2_000, (6, 5, 8, 4, 3, 5), 60, 3),
    Survey(2_000, (6, 5, 8, 4, 3, 5), 60, 3, skipped=0.03),
    Survey(5_000, (6, 5, 8, 4, 3, 5, 2, 7), 20, 3),
    Survey(5_000, (6, 5, 8, 4, 3, 5, 2, 7), 20, 3, skipped=0.03),
    Survey(100_000, (6, 5, 8, 4, 3), 20, skipped=0.03),
)
WANTED = {
    (500, Depth.FREEZE): 600,
    (2_000, Depth.PREVIEW): 2,
    (5_000, Depth.FREEZE): 60,
    (100_000, Depth.FREEZE): 10,
}
"""Seconds that a search may take, by how many people answered."""


def run() -> str:
    """One line a survey."""
    return "\n".join(_measured(survey) for survey in SURVEYS)


def main() -> None:
    """Print what ``run`` gives, each survey as soon as it is measured."""
    for survey in SURVEYS:
        print(_measured(survey), flush=True)


def _measured(survey: Survey) -> str:
    aggregates, plan = drawn(survey)
    head = (
        f"{survey.people:,} people × {len(survey.levels)} segments, {len(plan.groups)} groups, "
        f"{len(aggregates.classes.member):,} classes, {survey.questions} questions, "
        f"{survey.skipped:.0%} blank"
    )
    return "\n".join([head, *(_at(depth, aggregates, plan, survey.people) for depth in Depth)])


def _at(depth: Depth, aggregates: Aggregates, plan: Plan, people: int) -> str:
    start = time.perf_counter()
    release = protect(aggregates, plan, CUSTOMERS, depth)
    seconds = time.perf_counter() - start
    proofs = " ".join(rule for rule in release.certificate.rules if rule.startswith(("R3", "R9")))
    wanted = WANTED.get((people, depth))
    share = f", {seconds / wanted:.2f} of the {wanted:,} s wanted" if wanted else ""
    return f"  {depth.value} {seconds:.2f} s{share} ({proofs}): {_shown(release)}"


def _shown(release: Release) -> str:
    outcomes = [table.outcome for table in release.tables.values()]
    return ", ".join(f"{outcomes.count(outcome)} {outcome.value}" for outcome in Outcome)


def drawn(survey: Survey) -> tuple[Aggregates, Plan]:
    """What a pass over the survey would count, and its plan."""
    dice = np.random.default_rng(2026)
    levels = np.array([dice.choice(size, survey.people, p=uneven(size)) for size in survey.levels])
    answers = dice.integers(0, 4, (survey.questions, survey.people))
    answers[dice.random(answers.shape) < survey.skipped] = -1
    plan = _plan(survey)
    belongs = np.array([_members(group, levels) for group in plan.groups])
    counts = {
        (measure.id, group.id): _counts(given[inside])
        for measure, given in zip(plan.measures, answers, strict=True)
        for group, inside in zip(plan.groups, belongs, strict=True)
    }
    classes = _classes(plan, belongs, answers >= 0)
    return Aggregates(
        STUDY, WAVE, survey.people, None, False, plan.digest, "0" * 64, counts, {}, classes, {}, None
    ), plan


def uneven(size: int) -> npt.NDArray[np.float64]:
    """Levels as surveys have them: each a third smaller than the one before."""
    shares = np.power(2 / 3, np.arange(size))
    return shares / shares.sum()


def _plan(survey: Survey) -> Plan:
    measures = tuple(opinion(f"q{number}") for number in range(survey.questions))
    segments = [
        [level(name, str(n)) for n in range(size)]
        for name, size in zip("abcdefgh", survey.levels, strict=False)
    ]
    pairs = [segments[i : i + 2] for i in range(survey.pairs)]
    cells = [crossed(*cell) for pair in pairs for cell in product(*pair)]
    groups = (Group(EVERYONE, "", ()), *(group for segment in segments for group in segment), *cells)
    tables = tuple((measure.id, group.id) for measure in measures for group in groups)
    return Plan(STUDY, (WAVE,), measures, groups, tuple(map(score, measures)), tables, (), None)


def _members(group: Group, levels: Ints) -> npt.NDArray[np.bool_]:
    inside = np.ones(levels.shape[1], dtype=bool)
    for member in group.members:
        inside &= levels["abcdefgh".index(member.segment)] == int(member.level)
    return inside


def _counts(given: Ints) -> Counts:
    cells = np.bincount(given[given >= 0], minlength=4)
    return Counts(cells, cells.astype(float), cells.astype(float), np.zeros(0, dtype=np.int64))


def _classes(plan: Plan, belongs: npt.NDArray[np.bool_], answered: npt.NDArray[np.bool_]) -> Classes:
    member, kind = np.unique(belongs.T.astype(np.int8), axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    given = {
        m.id: np.bincount(kind[a], minlength=len(member))
        for m, a in zip(plan.measures, answered, strict=True)
    }
    return Classes(tuple(group.id for group in plan.groups), member, given)


if __name__ == "__main__":
    main()
