"""Reading a wave: from its file to ``Responses``, or to every problem found in it."""

import math
from collections.abc import Iterator
from pathlib import Path

from generator.data.boxes import contradictions
from generator.data.drawing import drawn, impossible, misplaced, persons_in
from generator.data.labels import understood
from generator.data.margins import margins_of
from generator.data.matching import match
from generator.data.opening import open_wave
from generator.data.recoding import Fault, Recoded, faults_in, identifying, recode
from generator.data.responses import Responses
from generator.data.routing import members_of, route
from generator.data.source import Source
from generator.data.wanted import mistakes_in, wanted_in
from generator.data.weighting import weigh
from generator.errors import Diagnostic, Position, Refused, refuse_errors
from generator.rehearsal import is_rehearsed
from generator.spec.models import Design, Study
from generator.spec.plan import Plan


def read(study: Study, plan: Plan, wave: str, folder: Path) -> Responses:
    """The answers of one wave; ``folder`` is the study's own.

    Nothing but declared columns is read, no value is guessed or cast, and a message tells where a
    value is wrong, never which one it is.

    Raises:
        Refused: every problem of the file at once (D01 to D25), or of its margins (I06).
    """
    source = open_wave(study, wave, folder)
    margins = margins_of(study, wave, folder)
    recoded, warnings = _conforming(study, plan, wave, source, margins.base if margins else None)
    routed = route(study, plan, wave, recoded)
    weighted = weigh(study, recoded, routed.segments, margins)
    sampled = drawn(study, recoded, routed.segments, weighted)
    problems = tuple(_placed(source, [*misplaced(recoded)])) or tuple(
        impossible(study, recoded, sampled, source.name)
    )
    if problems:
        raise Refused(problems)
    asked = {m.id: routed.measures[m.id] for m in plan.measures if m.is_asked_in(wave)}
    return Responses(
        study=study.id,
        wave=wave,
        rows=recoded.rows,
        invited=study.waves[wave].invited,
        data=source.fingerprint,
        codes={name: known.codes for name, known in asked.items()},
        numbers={name: known.given for name, known in asked.items() if known.given is not None},
        weights=weighted.weights,
        groups={group.id: members_of(group, routed, recoded.rows) for group in plan.groups},
        warnings=(*warnings, *routed.warnings, *weighted.warnings),
        sampled=sampled,
        persons=persons_in(recoded),
        invented=any(is_rehearsed(folder, digest) for digest in source.digests),
    )


def _conforming(
    study: Study, plan: Plan, wave: str, source: Source, base: str | None
) -> tuple[Recoded, tuple[Diagnostic, ...]]:
    """The columns of a file that holds what the spec says, with what is only to be known about it.

    Raises:
        Refused: everything in which the file differs.
    """
    labelled = understood(source, wanted_in(study, plan, wave, base), study, plan)
    matched = match(source, labelled.wanted, study.waves[wave].ignore)
    recoded = recode(source, labelled.wanted, matched.places)
    mistakes = (*mistakes_in(study, plan, wave), *labelled.problems)
    found = (*mistakes, *matched.problems, *_problems(study, plan, wave, source, recoded))
    refuse_errors(found)
    return recoded, found


def _problems(study: Study, plan: Plan, wave: str, source: Source, recoded: Recoded) -> Iterator[Diagnostic]:
    yield from _count(study, wave, source, recoded.rows)
    yield from identifying(source, recoded)
    yield from _placed(source, [*faults_in(recoded), *contradictions(study, plan, recoded)])


def _count(study: Study, wave: str, source: Source, rows: int) -> Iterator[Diagnostic]:
    declared = study.waves[wave]
    announced, invited, started = declared.answers, declared.invited, declared.started
    if not rows:
        yield Diagnostic("D12", Position(source.name))
    elif invited is not None and rows > invited:
        yield Diagnostic("D03.invited", study.where("waves", wave, "invited"), {"file": source.name})
    elif started is not None and rows > started:
        yield Diagnostic("D03.started", study.where("waves", wave, "started"), {"file": source.name})
    elif invited is None and rows > _surveyed(study):
        yield Diagnostic("D03.population", study.where("population", "size"), {"file": source.name})
    elif announced is not None and announced != rows:
        values = {"announced": announced, "rows": rows, "file": source.name}
        yield Diagnostic("D03", study.where("waves", wave, "answers"), values)


def _surveyed(study: Study) -> float:
    """How many people a census is of; any number may come to answer anything else, some of them twice."""
    is_census = study.sample is not None and study.sample.design is Design.CENSUS
    size = study.population.size if study.population else None
    return math.inf if size is None or not is_census else size


def _placed(source: Source, faults: list[Fault]) -> Iterator[Diagnostic]:
    positions = source.positions_of(fault.row for fault in faults)
    for fault in faults:
        place = positions[fault.row]
        yield Diagnostic(fault.code, place, {**fault.values, "line": place.line})
