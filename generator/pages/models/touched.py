"""The moments of the journey that a study measures or speaks of: those that have a page in it."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.pages.address import addresses_of
from generator.pages.models.pairing import measured_in
from generator.pages.reader import Reader
from generator.spec.models.workshops import Challenge, Workshop


def moment_pages(reader: Reader) -> Mapping[str, PurePosixPath]:
    """The page of each moment that a study touches, in the order of the journey."""
    found, at = frozenset(touched(reader)), addresses_of(reader.study)
    return {name: at.moment(name) for name in reader.study.shared.moments if name in found}


def touched(reader: Reader) -> Iterator[str]:
    """The moments measured, faced, complained of or heard of; none in a study that is put off."""
    if reader.study.is_deferred:
        return
    yield from _measured(reader)
    for workshop in reader.study.workshops.values():
        yield from _said(workshop)
    heard = reader.study.qualitative
    yield from (theme.moment for theme in (heard.themes.values() if heard else ()) if theme.moment)


def _measured(reader: Reader) -> Iterator[str]:
    for measure in reader.plan.measures if reader.wave else ():
        if measure.moment and measure.is_asked_in(reader.wave):
            yield measure.moment
    for side in measured_in(reader):
        yield from (name for name in reader.study.shared.moments if side.score(name))


def _said(workshop: Workshop) -> Iterator[str]:
    yield from workshop.mirror
    yield from (irritant.moment for irritant in workshop.irritants.values() if irritant.moment)
    yield from (name for challenge in workshop.challenges.values() for name in crossed(challenge))


def crossed(challenge: Challenge) -> Iterator[str]:
    """The moments a challenge crosses."""
    both = (challenge.crosses.customer, challenge.crosses.employee)
    yield from (name for name in both if name)
