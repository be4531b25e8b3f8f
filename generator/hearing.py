"""From releases to what pages are made from: every finding is held against the released numbers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import locks
from generator.errors import Diagnostic, has_errors
from generator.findings import Findings, before_answers, find
from generator.pages import Subject
from generator.releasing import Progress, Releases, releases_of
from generator.spec import Plan, Study, Symbols, Workspace, plan_of, stopped
from generator.spec.notices import notice_of
from generator.spec.translations import further
from generator.statistics import Figures, Memo
from generator.words import Lang


@dataclass(frozen=True)
class Judged:
    """Studies whose findings stand before their releases, and those that cannot be published."""

    subjects: tuple[Subject, ...]
    diagnostics: tuple[Diagnostic, ...]
    failed: frozenset[str]
    translations: tuple[Subject, ...] = ()
    """The same studies in their other languages."""


def judge(
    workspace: Workspace, releases: Releases, as_of: date, progress: Progress, memo: Memo | None = None
) -> Judged:
    """Hold every finding against the released numbers; a study with an error is left out whole."""
    known, halted = _sound(workspace, releases, as_of)
    unread = workspace.studies.keys() - known.keys()
    heard = _Hearing(workspace, releases, unread, as_of, progress, memo or Memo())
    own = heard.subjects(known, known)
    worded = [one for lang in Lang for one in heard.subjects(known, _said_in(lang, known)).values()]
    problems = {name: list(subject.findings.diagnostics) for name, subject in own.items()}
    for one in worded:
        name, again = one.study.id, one.findings.diagnostics
        problems[name] += further(problems[name], again, known[name].beside(one.study))
    stands = {name for name, found in problems.items() if not has_errors(found)}
    framed = {study.id: study for study in _framed(workspace, as_of)}
    shown = {**own, **{name: _awaited(workspace, study, as_of) for name, study in framed.items()}}
    reworded = (t for study in framed.values() for t in study.translations.values())
    return Judged(
        tuple(shown[name] for name in sorted(stands | framed.keys())),
        (*halted, *(problem for found in problems.values() for problem in found)),
        frozenset(workspace.broken | (workspace.studies.keys() - stands - framed.keys())),
        (
            *(one for one in worded if one.study.id in stands),
            *(_awaited(workspace, study, as_of) for study in reworded),
        ),
    )


def _framed(workspace: Workspace, as_of: date) -> Iterable[Study]:
    """The studies whose answers are all to come: they say what they ask, and when their rules were frozen."""
    for name, study in workspace.studies.items():
        folder = workspace.folder(name)
        if study.waves and all(locks.is_to_come(study, wave, folder, as_of) for wave in study.waves):
            yield study.awaiting()


def _awaited(workspace: Workspace, study: Study, as_of: date) -> Subject:
    plan = plan_of(study)
    return _subject(workspace, study, plan, Figures(study, plan, {}), before_answers(study), as_of)


def _said_in(lang: Lang, studies: Mapping[str, Study]) -> Mapping[str, Study]:
    """The translations of studies into a language, of those that have one."""
    return {name: told for name, study in studies.items() if (told := study.translations.get(lang))}


@dataclass(frozen=True)
class _Hearing:
    """What findings are judged on, whatever the language they are told in."""

    workspace: Workspace
    releases: Releases
    unread: Collection[str]
    as_of: date
    progress: Progress
    memo: Memo

    def subjects(self, known: Mapping[str, Study], told: Mapping[str, Study]) -> Mapping[str, Subject]:
        """Each study of ``told`` with what is found of it; the others are as they are known."""
        if not told:
            return {}
        studies = {**known, **told}
        plans = {name: plan_of(study) for name, study in studies.items()}
        figures = {
            name: self.memo.figures(study, plans[name], releases_of(self.releases, name))
            for name, study in studies.items()
        }
        unread = {*self.workspace.broken, *self.workspace.apart, *self.unread}
        symbols = Symbols(studies, plans, frozenset(unread))
        return {
            name: _subject(
                self.workspace,
                study,
                plans[name],
                figures[name],
                self._found(study, plans[name], figures, symbols),
                self.as_of,
            )
            for name, study in told.items()
        }

    def _found(self, study: Study, plan: Plan, figures: Mapping[str, Figures], symbols: Symbols) -> Findings:
        """Findings speak from the latest wave; a study without a survey has none."""
        self.progress("judge", study.id)
        return find(study, plan, next(reversed(study.waves), ""), figures, symbols, self.as_of)


def _sound(
    workspace: Workspace, releases: Releases, as_of: date
) -> tuple[Mapping[str, Study], tuple[Diagnostic, ...]]:
    """The studies whose releases are all had, and which cite no study that lacks some."""
    studies = workspace.studies
    arrived = {name: _arrived(study, workspace.folder(name), as_of) for name, study in studies.items()}
    known = {
        name: study
        for name, study in arrived.items()
        if all((name, wave) in releases for wave in study.waves)
        and bool(study.waves) is bool(studies[name].waves)
    }
    halted: list[Diagnostic] = []
    while True:
        missing = workspace.studies.keys() - known.keys()
        found = {name: problems for name, study in known.items() if (problems := stopped(study, missing))}
        if not found:
            return known, tuple(halted)
        halted += [problem for problems in found.values() for problem in problems]
        known = {name: study for name, study in known.items() if name not in found}


def _arrived(study: Study, folder: Path, as_of: date) -> Study:
    """The study without the waves whose answers are to come."""
    waves = {n: wave for n, wave in study.waves.items() if not locks.is_to_come(study, n, folder, as_of)}
    return study if len(waves) == len(study.waves) else study.during(waves)


def _subject(
    workspace: Workspace, study: Study, plan: Plan, figures: Figures, found: Findings, as_of: date
) -> Subject:
    notice = notice_of(study, workspace.folder(study.id))
    coming = locks.next_lock(study, workspace.folder(study.id), as_of)
    before = _lock(workspace, study, place=-2)
    return Subject(study, plan, figures, found, _lock(workspace, study), notice, coming, before)


def _lock(workspace: Workspace, study: Study, place: int = -1) -> locks.Lock | None:
    """The lock of the wave that pages speak from, the last, or of one at another ``place``."""
    waves = list(study.waves)[place:]
    return locks.read_lock(workspace.folder(study.id), waves[0]) if len(waves) == -place else None
