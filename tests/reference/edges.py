"""Behaviours at the edge: each reference item names one, and here is what must be seen of it."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from generator.aggregates.joints import moments_of
from generator.aggregates.numbers import Numbers
from generator.aggregates.overlaps import Side, overlap_of
from generator.data.domains import Coded, Weighing, Wrong
from generator.release import Cells, Moments
from generator.spec.scores import Unit
from generator.statistics.intervals import wilson
from generator.statistics.reliability import reliability_of
from generator.statistics.sampling import Sampling, estimate_of
from generator.statistics.variance import Mean, mean_of_cells
from tests.reference import opened
from tests.reference.golden import Comparison, Item
from tests.rooms.statistics import drawn

UNWEIGHTED = Sampling(True, False, 1.0, ())
STUDY = drawn.study(
    questions={"q": drawn.scale_question()},
    segments={"region": drawn.segment("region", "nord", "sud", "est")},
    indicators={"sat": {"kind": "mean", "of": "q"}},
)


def edge_behaviour(item: Item) -> Iterator[Comparison]:
    """Nothing to compare: what is expected is said in words, and asserted."""
    EDGES[item.id.rpartition(".")[2]]()
    yield from ()


def _share(hits: int, n: int, rows: int = 10) -> Mean | None:
    cells = Cells(("yes", "no"), (float(hits), float(n - hits)), (float(hits), float(n - hits)))
    return mean_of_cells(cells, {"yes": 1.0, "no": 0.0}, Unit.SHARE, n, rows)


def single_respondent() -> None:
    mean = _share(0, 1)
    assert mean is not None
    found = estimate_of(mean, UNWEIGHTED, 0.95)
    assert (found.value, found.se, found.low, found.high, found.is_small) == (0.0, None, None, None, True)


def empty_segment() -> None:
    assert _share(0, 0) is None


def zero_cell() -> None:
    mean = _share(0, 10)
    assert mean is not None
    found = estimate_of(mean, UNWEIGHTED, 0.95)
    assert not mean.is_testable
    assert found.se == 0
    bounds = wilson(0, 10, 0.95)
    assert (found.low, found.high) == bounds


def all_same_answer() -> None:
    values = [_numbers([3.0] * 10), _numbers([float(x % 5) for x in range(10)])]
    found = moments_of(("a", "b"), values, np.ones(10))
    assert found is not None
    matrix = tuple(map(tuple, found.covariance.tolist()))
    moments = Moments(found.variables, found.n, found.w, found.w2, tuple(found.mean.tolist()), matrix)
    assert reliability_of(moments) is None


def _numbers(values: list[float]) -> Numbers:
    return Numbers(
        np.zeros(len(values), np.int8), np.array(values), np.array([np.nan, min(values), max(values)]), -1
    )


def zero_weight_row() -> None:
    """Ours is refused as a negative one is: a person who counts for nothing is a mistake of the file."""
    assert Weighing().answers(["0"])[0][0] is Wrong.WEIGHT


def negative_or_missing_weight() -> None:
    refused = Weighing().answers(["-1", "", "inf", "nan", "x"])
    assert {answer for answer, _ in refused} == {Wrong.WEIGHT}


def literal_none_na_category() -> None:
    words = ("None", "NA", "null", "Some")
    assert [code for code, _ in Coded(words, (), {}).answers(words)] == [0, 1, 2, 3]


def _rows(seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "q": rng.choice(list("12345"), 300),
            "region": rng.choice(["nord", "sud", "est"], 300),
            "w": rng.uniform(0.3, 3, 300),
        }
    )


def _told(rows: pd.DataFrame) -> list[float]:
    figures = opened.figures(STUDY, rows, rows.w.to_numpy())
    level = figures.estimate("sat", "2026", "region=nord")
    test = figures.versus_rest("sat", "2026", "region=sud")
    gate = figures.independence("q", "region", "2026")
    assert level
    assert test
    assert gate
    assert level.se is not None
    assert test.p is not None
    return [level.value, level.se, test.value, test.p, gate.f, gate.p]


def weights_rescaled() -> None:
    rows = _rows()
    plain, scaled = _told(rows), _told(rows.assign(w=1000 * rows.w))
    assert np.allclose(plain, scaled, rtol=1e-9)


def row_order() -> None:
    rows = _rows()
    mixed = rows.sample(frac=1, random_state=3).reset_index(drop=True)
    assert np.allclose(_told(rows), _told(mixed), rtol=1e-9)


def column_relabelled() -> None:
    """Two levels that change names change places, and nothing else: the gate of the table is the same."""
    rows = _rows()
    swapped = rows.assign(region=rows.region.replace({"nord": "sud", "sud": "nord"}))
    one, other = (opened.figures(STUDY, each, each.w.to_numpy()) for each in (rows, swapped))
    here = one.between_answers("q", "5", "2026", "region=nord", "region=sud")
    there = other.between_answers("q", "5", "2026", "region=sud", "region=nord")
    assert here
    assert there
    assert here.p is not None
    assert np.allclose([here.value, here.p], [there.value, there.p])


def duplicate_person_two_waves() -> None:
    rng = np.random.default_rng(2)
    first = rng.normal(size=200)
    second = first + rng.normal(size=200)
    sides = [Side(x, np.ones(200), np.arange(200.0)) for x in (first, second)]
    apart = overlap_of(sides[0], Side(second, np.ones(200), np.arange(200.0) + 1000))
    same = overlap_of(*sides)
    assert (same.people, apart.people) == (200, 0)
    assert same.variance < 0.6 * apart.variance


EDGES: dict[str, Callable[[], None]] = {
    edge.__name__: edge
    for edge in (
        single_respondent,
        empty_segment,
        zero_cell,
        all_same_answer,
        zero_weight_row,
        negative_or_missing_weight,
        weights_rescaled,
        row_order,
        column_relabelled,
        duplicate_person_two_waves,
    )
} | {"literal_None_NA_category": literal_none_na_category}
