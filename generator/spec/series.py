"""Series: whether two waves asked the same thing, as the spec's ``versions`` say."""

from dataclasses import dataclass

from generator.spec.measures import Measure
from generator.spec.models import Series, Study, Version

_STRENGTH = (Series.CONTINUES, Series.BRIDGED, Series.BREAK)
"""From the strongest link to the weakest."""


@dataclass(frozen=True, slots=True)
class Link:
    """A change of wording between two waves, and what its author decided about the series."""

    series: Series
    why: str
    after: str
    """The last wave that used the earlier wording."""
    offset: float | None = None
    """The declared offset of a bridged series, in points."""


def comparable(study: Study, measure: Measure, earlier: str, later: str) -> Link | None:
    """What links two waves of a measure: None for the same wording throughout, else the weakest link.

    Waves may be given in either order. A version keyed by a wave is the wording used up to and
    including that wave, so the changes between two waves are those keyed from the first of them,
    included, to the last, excluded.
    """
    waves = list(study.waves)
    first, last = sorted((waves.index(earlier), waves.index(later)))
    crossed = [link for link in links_of(study, measure) if link.after in waves[first:last]]
    return max(crossed, key=lambda link: _STRENGTH.index(link.series), default=None)


def links_of(study: Study, measure: Measure) -> tuple[Link, ...]:
    """Every change of wording of a measure, in the order of the waves."""
    versions = study.questions[measure.question].versions
    ordered = [(wave, versions[wave]) for wave in study.waves if wave in versions]
    return tuple(
        Link(version.series, version.why, wave, version.offset)
        for wave, version in ordered
        if _concerns(version, measure)
    )


def _concerns(version: Version, measure: Measure) -> bool:
    """A version that words only some items or options is about those; otherwise about the whole question."""
    named = {*version.items, *version.options}
    is_of_the_whole = not named or version.text is not None or version.scale is not None
    return is_of_the_whole or measure.item is None or measure.item in named
