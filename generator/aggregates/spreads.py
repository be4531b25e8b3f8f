"""The covariance of the shares of each table, where a design says more than weights do.

With weights only, the cells of a table give every variance of its figures (see ``release.Cells``). With
strata, clusters or calibrated weights they do not: each measure then has, segment by segment, the
covariance matrix of the shares of its answers in every level and of the levels' own sizes. Scores, boxes,
differences between levels and tables as a whole follow from it by arithmetic.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from generator.aggregates.designs import Design, Ratios, Table
from generator.aggregates.model import Floats, Ints, Spread
from generator.data import Responses
from generator.release import NUMBER, SIZE
from generator.spec.groups import EVERYONE
from generator.spec.plan import Plan


def spreads_of(plan: Plan, responses: Responses, design: Design) -> Iterator[tuple[str, Spread]]:
    """The spread of each measure in each family of groups, ``<measure>/<family>``."""
    if design.is_plain:
        return
    tables = plan.tables_in(responses.wave)
    for measure, keys in groupby(tables, key=lambda table: table[0]):
        for family, groups in families(plan, [group for _, group in keys]).items():
            yield f"{measure}/{family}", _spread(plan, responses, design, measure, groups)


def families(plan: Plan, groups: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Groups that are compared with one another: everyone with the levels of a segment; others alone."""
    found: dict[str, list[str]] = {}
    for group in groups:
        segment = plan.group[group].segment
        found.setdefault(segment or group, [EVERYONE] if segment else []).append(group)
    return found


def _spread(plan: Plan, responses: Responses, design: Design, measure: str, groups: Sequence[str]) -> Spread:
    answers = {code.id: float(place) for place, code in enumerate(plan.measure[measure].codes)} or {
        NUMBER: np.nan
    }
    terms = [(code, group) for group in groups for code in answers]
    sizes = [(SIZE, group) for group in groups if group != EVERYONE and len(groups) > 1]
    codes, numbers = responses.codes[measure], responses.numbers.get(measure)

    def figures(rows: slice) -> Floats:
        answered = codes[rows] >= 0
        lines = [
            np.where(
                answered & responses.groups[group][rows],
                _value(codes[rows], answers[code], numbers, rows),
                np.nan,
            )
            for code, group in terms
        ]
        lines += [np.where(answered, responses.groups[group][rows], np.nan) for _, group in sizes]
        return np.array(lines, np.float64)

    df = {group: design.df(responses.groups[group] & (codes >= 0)) for group in groups}
    every = (*terms, *sizes)
    places = _places(responses, groups)
    if places is None:
        return Spread(every, design.covariance(figures), df)
    cells = places * (len(answers) + 1) + np.where(codes >= 0, codes, len(answers))
    ratios = _ratios(every, tuple(answers), [group for group in groups if group != EVERYONE])
    table = Table(cells, len(ratios.inside) // (1 if numbers is None else 2), _centred(numbers))
    return Spread(every, design.covariance_of_table(table, ratios), df)


def _centred(numbers: Floats | None) -> Floats | None:
    """Numbers from about their middle, where sums of squares keep their digits; 0 where none was given."""
    if numbers is None:
        return None
    given = ~np.isnan(numbers)
    middle = numbers[given].mean() if given.any() else 0.0
    return np.where(given, numbers - middle, 0.0)


def _places(responses: Responses, groups: Sequence[str]) -> Ints | None:
    """The place of everyone's group among the levels, past the last for those in none; None if in several."""
    levels = [group for group in groups if group != EVERYONE]
    count = sum(
        (responses.groups[group].astype(np.int64) for group in levels), np.zeros(responses.rows, np.int64)
    )
    if count.max(initial=0) > 1:
        return None
    found = np.full(responses.rows, len(levels), np.int64)
    for place, group in enumerate(levels):
        found[responses.groups[group]] = place
    return found


def _ratios(terms: Sequence[tuple[str, str]], answers: Sequence[str], levels: Sequence[str]) -> Ratios:
    """The terms as figures of cells: levels, then those in none, by answers, then those who gave none.

    A mean of numbers divides their sums, which come after all weights, by the weights of those who gave one.
    """
    lines = 2 if NUMBER in answers else 1
    shape = (lines, len(levels) + 1, len(answers) + 1, len(terms))
    hits, inside = np.zeros(shape), np.zeros(shape)
    for column, (code, group) in enumerate(terms):
        those = slice(None) if group == EVERYONE else levels.index(group)
        base = slice(None) if code == SIZE else those
        inside[0, base, :-1, column] = 1.0
        hit = slice(None, -1) if code == SIZE else answers.index(code)
        hits[-1 if code == NUMBER else 0, those, hit, column] = 1.0
    return Ratios(hits.reshape(-1, len(terms)), inside.reshape(-1, len(terms)))


def _value(codes: npt.NDArray[np.signedinteger], place: float, numbers: Floats | None, rows: slice) -> Floats:
    """1 for those who gave an answer, or the number that they gave."""
    return np.asarray(codes == place, np.float64) if numbers is None else numbers[rows]
