"""Two studies that face each other: which measures which side of the same moments, wave facing wave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.pages.address import addresses_of
from generator.pages.models.sides import SIDES, Side
from generator.pages.reader import Reader
from generator.pages.shown import Figure
from generator.spec.models import Audience, Study
from generator.spec.models.measuring import Symmetry, Tier
from generator.spec.scores import Score


@dataclass(frozen=True)
class Measured:
    """One side: the study that measures it, the indicator it is read on, and the wave."""

    side: Side
    reader: Reader
    indicator: str
    wave: str

    def score(self, moment: str) -> Score | None:
        """The score of a moment in this wave; None when it is not measured."""
        score = self.reader.plan.score_at(self.indicator, moment)
        return score if score and self.reader.plan.is_known_in(self.wave, score) else None

    def figure(self, moment: str) -> Figure:
        """The figure of a moment, which the gate may have withheld."""
        score = self.score(moment)
        return self.reader.figure(score.id, self.wave) if score else Figure.nothing()

    def page(self, moment: str) -> PurePosixPath | None:
        """The page of the question that measures a moment."""
        score, study = self.score(moment), self.reader.study
        question = score.question if score else None
        return addresses_of(study).question(question) if question else None


@dataclass(frozen=True)
class Pairing:
    """Both sides of a pair of waves, and the study that declared them one, with what it declared."""

    customer: Measured
    employee: Measured
    declaring: Reader
    symmetry: Symmetry

    @property
    def both(self) -> tuple[Measured, Measured]:
        """Customers, then employees."""
        return self.customer, self.employee

    @property
    def moments(self) -> list[str]:
        """The moments both sides measure, in the order of the journey."""
        shared = self.customer.reader.study.shared.moments
        return [moment for moment in shared if all(one.score(moment) for one in self.both)]


def pairings_of(reader: Reader) -> tuple[Pairing, ...]:
    """The pairs of waves a study is one side of, oldest first; none when it has no paired study."""
    for study in _declaring(reader):
        if study.symmetry is not None:
            return tuple(_pairs(reader, study, study.symmetry))
    return ()


def _declaring(reader: Reader) -> Iterator[Study]:
    """The studies whose mirror may hold this one: its own, then those that name it."""
    yield reader.study
    for subject in reader.library.subjects.values():
        symmetry = subject.study.symmetry
        if symmetry is not None and symmetry.with_ == reader.study.id:
            yield subject.study


def _pairs(reader: Reader, study: Study, symmetry: Symmetry) -> Iterator[Pairing]:
    own, other = _read(reader, study.id), _read(reader, symmetry.with_)
    if own is None or other is None:
        return
    side: Side = "employee" if study.audience is Audience.EMPLOYEE else "customer"
    for wave, facing in symmetry.waves.items():
        waves = {study.id: wave, symmetry.with_: facing}
        if all(waves[one.study.id] in one.figures.releases for one in (own, other)):
            readers = {side: own, _facing(side): other}
            customer, employee = (
                Measured(one, readers[one], symmetry.pair[one], waves[readers[one].study.id]) for one in SIDES
            )
            yield Pairing(customer, employee, own, symmetry)


def _facing(side: Side) -> Side:
    return "customer" if side == "employee" else "employee"


def _read(reader: Reader, study: str) -> Reader | None:
    """Another study read in this one's voice."""
    subject = reader.library.subjects.get(study)
    return replace(reader, subject=subject) if subject else None


def measured_in(reader: Reader) -> tuple[Measured, ...]:
    """The sides a study's journey shows: both when it is paired, its own otherwise, none without measure.

    A study without waves shows the journey of the studies it follows.
    """
    for one in (reader, *_upstream(reader)):
        pairings = pairings_of(one)
        if pairings:
            return pairings[-1].both
    return tuple(one for one in (_alone(reader),) if one is not None)


def _upstream(reader: Reader) -> Iterator[Reader]:
    for name in reader.study.links.upstream if not reader.wave else ():
        read = _read(reader, name)
        if read is not None:
            yield read


def _alone(reader: Reader) -> Measured | None:
    """The indicator of the moments: of those of that tier, the one that measures most of them."""
    moments: dict[str, set[str]] = {}
    for score in reader.plan.scores:
        moment = reader.plan.moment_of(score)
        if score.indicator and moment and score.tier is Tier.MOMENT:
            moments.setdefault(score.indicator, set()).add(moment)
    if not moments or not reader.wave:
        return None
    best = max(moments, key=lambda name: len(moments[name]))
    side: Side = "employee" if reader.study.audience is Audience.EMPLOYEE else "customer"
    return Measured(side, reader, best, reader.wave)
