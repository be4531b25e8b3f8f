"""Series: whether two waves asked the same thing in the same way, as ``versions`` and ``changed`` say."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from generator.spec.measures import Measure
from generator.spec.models import Overlapping, Series, Study, Version
from generator.spec.scores import Score

_STRENGTH = (Series.CONTINUES, Series.BRIDGED, Series.BREAK)
"""From the strongest link to the weakest."""


@dataclass(frozen=True, slots=True)
class Link:
    """A change of wording or of practice between two waves, and what its author decided about the series."""

    series: Series
    why: str
    after: str
    """The last wave that used the earlier wording or practice."""
    offset: float | None = None
    """The declared offset of a bridged series, in points."""
    margin: float | None = None
    """The half-width of the offset's interval, in points, at the study's confidence."""
    overlap: Overlapping | None = None
    """Where both wordings were asked: the offset and its margin are measured there."""


def comparable(study: Study, measure: Measure, earlier: str, later: str) -> Link | None:
    """What links two waves of a measure: None for the same wording throughout, else the weakest link.

    Waves may be given in either order.
    """
    links = crossed(study, measure, earlier, later)
    return max(links, key=lambda link: _STRENGTH.index(link.series), default=None)


def crossed(study: Study, measure: Measure, earlier: str, later: str) -> tuple[Link, ...]:
    """Every change between two waves of a measure, given in either order.

    A version keyed by a wave is the wording used up to and including that wave, so the changes
    between two waves are those keyed from the first of them, included, to the last, excluded.
    """
    waves = list(study.waves)
    first, last = sorted((waves.index(earlier), waves.index(later)))
    return tuple(link for link in links_of(study, measure) if link.after in waves[first:last])


def links_of(study: Study, measure: Measure) -> tuple[Link, ...]:
    """Every change of wording or of practice that a measure went through, in the order of the waves."""
    versions = study.questions[measure.question].versions
    worded = [
        Link(version.series, version.why, wave, version.offset, version.margin, version.overlap)
        for wave, version in versions.items()
        if wave in study.waves and _concerns(version, measure)
    ]
    waves = list(study.waves)
    return tuple(sorted((*worded, *practised(study)), key=lambda link: waves.index(link.after)))


def practised(study: Study) -> tuple[Link, ...]:
    """The changes of practice between waves: they concern every measure."""
    return tuple(
        Link(change.series, change.why, before, change.offset, change.margin)
        for before, after in pairwise(study.waves)
        for change in study.waves[after].changed.values()
    )


def wordings(study: Study, link: Link, measure: str) -> tuple[str, str]:
    """The measures of the earlier and of the later wording in the wave where both were asked.

    A question asks its own earlier wording up to the wave that its version names.

    Raises:
        ValueError: the link has no such wave.
    """
    if link.overlap is None:
        raise ValueError(f"no wave asked both wordings of {measure}")
    _, dot, item = measure.partition(".")
    other, waves = f"{link.overlap.question}{dot}{item}", list(study.waves)
    is_earlier = waves.index(link.overlap.wave) <= waves.index(link.after)
    return (measure, other) if is_earlier else (other, measure)


def twin(scores: Iterable[Score], score: Score, measure: str) -> Score | None:
    """The score that counts the answers to another measure as one counts those of its own; None without."""
    return next((one for one in scores if one.measure == measure and _formula(one) == _formula(score)), None)


def _formula(score: Score) -> tuple[object, ...]:
    return score.kind, score.unit, score.values


def _concerns(version: Version, measure: Measure) -> bool:
    """A version that words only some items or options is about those; otherwise about the whole question."""
    named = {*version.items, *version.options}
    is_of_the_whole = not named or version.text is not None or version.scale is not None
    return is_of_the_whole or measure.item is None or measure.item in named
