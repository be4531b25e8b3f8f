"""From studies to what may be shown of them: microdata are read here, and go no further than the gate."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import locks
from generator.aggregates import Aggregates, linked, memory_of, overlapping, tabulate
from generator.data import Responses, fingerprint_of, narrowed, read, regrouped
from generator.disclosure import ALONE, Beside, Depth, Pace, overspent, policy_of, protect
from generator.errors import Diagnostic, Refused, refuse_errors
from generator.release import Release
from generator.release import read as read_release
from generator.spec import Plan, Study, Workspace, plan_of
from generator.spec.regrouping import Regrouped
from generator.statistics.withheld import unpublished

Releases = Mapping[tuple[str, str], Release]
"""Releases by study and wave."""

Progress = Callable[[str, str], None]
"""Told what is being done (a key of the catalogue) and to what (a study, a wave)."""


@dataclass(frozen=True)
class Released:
    """What the first half of the corridor gives: releases, and what stopped or troubled the others."""

    releases: Releases
    diagnostics: tuple[Diagnostic, ...] = ()


def settled(workspace: Workspace, as_of: date) -> Workspace:
    """A workspace without the waves whose answers are to come: pages speak from the last that has some.

    Every wave to come is told, also where it stays because nothing stands before it.

    Raises:
        Refused: a lock cannot be read.
    """
    studies = {
        name: locks.settled(study, workspace.folder(name), as_of) for name, study in workspace.studies.items()
    }
    told = (
        Diagnostic(
            "D13.awaited", study.where_key("waves", wave), {"wave": wave, "end": str(declared.field.end)}
        )
        for name, study in workspace.studies.items()
        for wave, declared in study.waves.items()
        if locks.is_to_come(study, wave, workspace.folder(name), as_of)
    )
    return replace(workspace, studies=studies, diagnostics=(*workspace.diagnostics, *told))


def release_all(workspace: Workspace, progress: Progress, as_of: date | None = None) -> Released:
    """The releases of every wave that can be had, and why the others cannot.

    A wave whose answers are to come at ``as_of`` has none.
    """
    releases: dict[tuple[str, str], Release] = {}
    problems: list[Diagnostic] = []
    for study in workspace.studies.values():
        for wave in study.waves:
            if as_of and locks.is_to_come(study, wave, workspace.folder(study.id), as_of):
                continue
            progress("release", f"{study.id} {wave}")
            try:
                released = release(study, wave, workspace.folder(study.id))
                releases |= released.releases
                problems += released.diagnostics
            except Refused as refusal:
                problems += refusal.diagnostics
    problems += (problem for study in workspace.studies.values() for problem in _untold(study, releases))
    problems += locks.overdue(workspace, as_of) if as_of else ()
    same = locks.twins(releases)
    problems += locks.twins_told(same, workspace.studies)
    apart = {key: found for key, found in releases.items() if not any(key in pair for pair in same)}
    return Released(apart, tuple(problems))


def _untold(study: Study, releases: Releases) -> Iterable[Diagnostic]:
    """V03 of the latest wave: the others are what they are."""
    latest = releases.get((study.id, next(reversed(study.waves), "")))
    return unpublished(study, plan_of(study), latest) if latest else ()


def release(
    study: Study, wave: str, folder: Path, depth: Depth = Depth.PREVIEW, pace: Pace | None = None
) -> Released:
    """What one wave may show: from its certified files once it is closed, else from its microdata.

    ``depth`` is how far the gate searches: a preview is quick, closing a wave proves more, at its ``pace``.

    Raises:
        Refused: the data, the lock or the gate refuses.
    """
    data, plan = data_of(study, wave, folder), plan_of(study)
    problems = locks.compare_with_lock(study, wave, folder, data)
    refuse_errors(problems)
    closed = locks.closed_release(study, wave, folder)
    locks.hold_to_ledger(wave, folder)
    if closed is not None:
        _forget(study, plan, wave, folder)
        return Released({(study.id, wave): closed}, tuple(problems))
    return let_through(study, wave, folder, data, problems, depth, pace)


def let_through(
    study: Study,
    wave: str,
    folder: Path,
    data: str | None,
    problems: tuple[Diagnostic, ...],
    depth: Depth,
    pace: Pace | None,
) -> Released:
    """What the gate lets through of the answers of a wave, beside whatever was published of it."""
    plan = plan_of(study)
    aggregates, warnings = _counted(study, plan, wave, folder, data)
    beside = _beside(study, plan, wave, folder, data)
    found = protect(aggregates, plan, policy_of(study), depth, _earlier(wave, folder, data), pace, beside)
    spent = overspent(aggregates, plan, found, study.where("waves", wave))
    return Released({(study.id, wave): found}, (*problems, *warnings, *spent))


def rehearsed(study: Study, plan: Plan, wave: str, folder: Path) -> Release:
    """What the gate lets through of a part of a study's ``plan``: of it, the same as of the whole.

    Nothing of it is for a page: answers are read whole, and refused where they would be, then narrowed.

    Raises:
        Refused: the data or the gate refuses.
    """
    answers = narrowed(read(study, plan_of(study), wave, folder), {measure.id for measure in plan.measures})
    return protect(_tabulated(study, plan, wave, folder, answers), plan, policy_of(study))


def _beside(study: Study, plan: Plan, wave: str, folder: Path, data: str | None) -> Beside:
    """What was published of a wave on other answers than those of today, with these answers.

    Raises:
        Refused: K12, their file is not there.
    """
    lock = locks.read_lock(folder, wave)
    others = [
        (number, closing)
        for number, closing in enumerate(lock.closings if lock else (), start=1)
        if closing.data != data
    ]
    if not others:
        return ALONE
    files = [_closed_on(study, plan, wave, folder, place) for place, _ in others]
    counted = tuple(_tabulated(study, plan, wave, folder, answers) for answers in files)
    releases = tuple(read_release(folder, wave, place) for place, _ in others)
    return Beside(releases, linked([*files, read(study, plan, wave, folder)], counted))


def _closed_on(study: Study, plan: Plan, wave: str, folder: Path, closing: int) -> Responses:
    """The answers that a wave was closed on, from the file that its amendment names.

    Raises:
        Refused: K12, none is named, or it is not there, or it is not the one.
    """
    said = locks.amended_data(study, wave)
    was = said[closing - 1].was if closing <= len(said) else None
    found = fingerprint_of(folder, was) if was else None
    lock = locks.read_lock(folder, wave)
    known = lock.closings[closing - 1] if lock else None
    if was is None or known is None or found != known.data:
        values = {"wave": wave, "day": str(known.on) if known else "", "file": was or ""}
        code = "K12.other" if found else "K12"
        raise Refused([Diagnostic(code, study.where("waves", wave, "amended"), values)])
    first = study.waves[wave].model_copy(update={"data": was, "answers": None})
    return read(study.model_copy(update={"waves": {**study.waves, wave: first}}), plan, wave, folder)


def _tabulated(study: Study, plan: Plan, wave: str, folder: Path, answers: Responses) -> Aggregates:
    """What answers count to, with what the wave owes to those who answered the one before."""
    aggregates, before = tabulate(answers, plan, study), _panel(study, plan, wave, folder)
    return overlapping(aggregates, plan, before, answers) if before is not None else aggregates


def _counted(
    study: Study, plan: Plan, wave: str, folder: Path, data: str | None
) -> tuple[Aggregates, tuple[Diagnostic, ...]]:
    """The aggregates of a wave, from the last build where nothing they come from has changed.

    What comes with warnings is not kept, so that they are said again where they now stand; nor is what
    depends on the answers of another wave.
    """
    if data is None:
        _forget(study, plan, wave, folder)
    memory = memory_of(study, plan, wave, folder, data)
    kept = memory.recall() if memory is not None else None
    if kept is not None:
        return kept, ()
    responses = read(study, plan, wave, folder)
    aggregates = tabulate(responses, plan, study)
    before = _panel(study, plan, wave, folder)
    if before is not None:
        return overlapping(aggregates, plan, before, responses), responses.warnings
    if memory is not None and responses.data == data and not responses.warnings:
        memory.keep(aggregates)
    return aggregates, responses.warnings


def _forget(study: Study, plan: Plan, wave: str, folder: Path) -> None:
    """Keep nothing that came from answers that are gone, or from those of a closed wave."""
    memory = memory_of(study, plan, wave, folder, None)
    if memory is not None:
        memory.forget()


Gate = Callable[[Regrouped], Release]
"""What the answers of one wave would show under a regrouping of its plan, as far as a preview searches."""


def gate_of(study: Study, wave: str, folder: Path) -> Gate | None:
    """The gate before the answers of one wave, read once; None when they are gone.

    Raises:
        Refused: the data are not what the spec says. So does the gate, when it refuses a plan whole.
    """
    if data_of(study, wave, folder) is None:
        return None
    responses = read(study, plan_of(study), wave, folder)
    policy, earlier = policy_of(study), _earlier(wave, folder, data_of(study, wave, folder))

    def gate(asked: Regrouped) -> Release:
        aggregates = tabulate(regrouped(responses, asked.parts), asked.plan, study)
        return protect(aggregates, asked.plan, policy, earlier=earlier)

    return gate


def _panel(study: Study, plan: Plan, wave: str, folder: Path) -> Responses | None:
    """The answers of the wave before, where the spec names persons and the file is still there.

    Raises:
        Refused: that file is not what the spec says.
    """
    place = plan.waves.index(wave)
    if not place or study.sample is None or study.sample.person is None:
        return None
    before = plan.waves[place - 1]
    return read(study, plan, before, folder) if data_of(study, before, folder) else None


def _earlier(wave: str, folder: Path, data: str | None) -> Release | None:
    """What a closed wave has shown of the same answers: whatever is released again must fit with it."""
    lock = locks.read_lock(folder, wave)
    if lock is None or lock.closing is None or lock.closing.data != data:
        return None
    return read_release(folder, wave, len(lock.closings))


def data_of(study: Study, wave: str, folder: Path) -> str | None:
    """The hash of a wave's data, None when they are not there or may not be read any more."""
    declared = study.waves[wave].data
    return fingerprint_of(folder, declared) if declared else None


def refuse_unknown(study: Study, wave: str) -> None:
    """E02: a wave was asked for that the study does not have."""
    if wave not in study.waves:
        values = {"wave": wave, "known": ", ".join(study.waves)}
        raise Refused([Diagnostic("E02", study.where("waves"), values)])


def releases_of(releases: Releases, study: str) -> Mapping[str, Release]:
    """The releases of one study, by wave."""
    return {wave: release for (name, wave), release in releases.items() if name == study}
