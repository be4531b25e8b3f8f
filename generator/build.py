"""The corridor: what Boussole does, from files to a site, one room after the other.

``release`` reads microdata and stops at the gate. ``publish`` starts from releases and works where
the microdata are absent. Nothing passes between them but ``Release``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import locks
from generator.aggregates import Aggregates, linked, memory_of, overlapping, tabulate
from generator.audit import audit
from generator.data import Responses, fingerprint_of, read, regrouped
from generator.disclosure import ALONE, FOLDER, Beside, Depth, Kept, Pace, overspent, policy_of, protect
from generator.errors import Diagnostic, Refused, Severity
from generator.findings import Findings, before_answers, find
from generator.pages import Document, Subject, at_root, compose, told_to
from generator.release import Release, files_of, write
from generator.release import read as read_release
from generator.site import Destination, load_theme, write_site
from generator.spec import Plan, Study, Symbols, Workspace, load, plan_of, stopped
from generator.spec.notices import notice_of
from generator.spec.paths import files_named
from generator.spec.regrouping import Regrouped
from generator.spec.translations import further
from generator.statistics import Figures, Memo, NumberRow, number_rows
from generator.statistics.withheld import unpublished
from generator.words import Lang

Releases = Mapping[tuple[str, str], Release]
"""Releases by study and wave."""
Progress = Callable[[str, str], None]
"""Told what is being done (a key of the catalogue) and to what (a study, a wave)."""


@dataclass(frozen=True)
class Released:
    """What the first half of the corridor gives: releases, and what stopped or troubled the others."""

    releases: Releases
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Judged:
    """Studies whose findings stand before their releases, and those that cannot be published."""

    subjects: tuple[Subject, ...]
    diagnostics: tuple[Diagnostic, ...]
    failed: frozenset[str]
    translations: tuple[Subject, ...] = ()
    """The same studies in their other languages."""


@dataclass(frozen=True)
class Built:
    """How a build ended: every problem met, and the studies whose previous pages were kept."""

    diagnostics: tuple[Diagnostic, ...]
    failed: frozenset[str]
    documents: tuple[Document, ...] = ()
    """The pages that were made, in the order of reading."""


def build(
    root: Path, to: Destination, only: Collection[str], progress: Progress, memo: Memo | None = None
) -> Built:
    """Compile the studies of a workspace into a site.

    A study that fails keeps its previous pages; the others are published together or not at all. ``memo``
    is of the builds before in this process: it makes this one quicker, and the same.

    Raises:
        Refused: no study can be published, or the site cannot be written.
    """
    workspace = settled(load(root, only, to.as_of), to.as_of)
    return publish(workspace, release_all(workspace, progress, to.as_of), to, progress, memo)


def check(root: Path, only: Collection[str], as_of: date, progress: Progress) -> tuple[Diagnostic, ...]:
    """Everything a build would say, without writing anything."""
    workspace = settled(load(root, only, as_of), as_of)
    released = release_all(workspace, progress, as_of)
    judged = judge(workspace, released.releases, as_of, progress)
    return (*workspace.diagnostics, *released.diagnostics, *judged.diagnostics)


def numbers(root: Path, study: str, wave: str | None, as_of: date, progress: Progress) -> list[NumberRow]:
    """Every number of a study's plan, as released, for one wave or all of them.

    Raises:
        Refused: the study, its data or the wave asked cannot be had.
    """
    workspace = settled(load(root, [study], as_of), as_of)
    released = release_all(workspace, progress, as_of)
    _refuse_errors((*workspace.diagnostics, *released.diagnostics))
    found = workspace.studies[study]
    if wave is not None:
        refuse_unknown(found, wave)
    return list(number_rows(Figures(found, plan_of(found), _of(released.releases, study)), wave))


def settled(workspace: Workspace, as_of: date) -> Workspace:
    """A workspace without the waves whose answers are to come: pages speak from the last that has some."""
    studies = {
        name: locks.settled(study, workspace.folder(name), as_of, _has_answers(study, workspace.folder(name)))
        for name, study in workspace.studies.items()
    }
    return replace(workspace, studies=studies)


def _has_answers(study: Study, folder: Path) -> Callable[[str], bool]:
    return lambda wave: data_of(study, wave, folder) is not None


def release_all(workspace: Workspace, progress: Progress, as_of: date | None = None) -> Released:
    """The releases of every wave that can be had, and why the others cannot.

    A wave still awaited at ``as_of`` is no fault: the pages speak of the waves before it.
    """
    releases: dict[tuple[str, str], Release] = {}
    problems: list[Diagnostic] = []
    for study in workspace.studies.values():
        for wave in study.waves:
            progress("release", f"{study.id} {wave}")
            if _is_awaited(study, wave, workspace.folder(study.id), as_of):
                values = {"wave": wave, "end": study.waves[wave].field.end.isoformat()}
                problems.append(Diagnostic("D13.awaited", study.where_key("waves", wave), values))
                continue
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


def _is_awaited(study: Study, wave: str, folder: Path, as_of: date | None) -> bool:
    """Whether a wave's fieldwork is not over, and nothing of it is there yet."""
    declared = study.waves[wave]
    is_over = as_of is None or as_of > declared.field.end
    is_there = declared.data is not None and bool(files_named(folder, declared.data))
    return not (is_over or is_there or any(path.exists() for path in files_of(folder, wave)))


def _arrived(study: Study, folder: Path, as_of: date) -> Study:
    """The study without the waves that are still awaited."""
    waves = {n: wave for n, wave in study.waves.items() if not _is_awaited(study, n, folder, as_of)}
    return study if len(waves) == len(study.waves) else study.during(waves)


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
    _refuse_errors(problems)
    closed = locks.closed_release(study, wave, folder)
    locks.hold_to_ledger(wave, folder)
    if closed is not None:
        _forget(study, plan, wave, folder)
        return Released({(study.id, wave): closed}, tuple(problems))
    return _let_through(study, wave, folder, data, problems, depth, pace)


def _let_through(
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


@dataclass(frozen=True)
class Frozen:
    """What a freeze wrote."""

    lock: locks.Lock
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def freeze(
    root: Path,
    study: str,
    wave: str,
    as_of: date,
    progress: Progress,
    is_over: Callable[[], bool] = lambda: False,
) -> Frozen:
    """Freeze the rules of a wave; called again once its answers are there, close it.

    ``is_over`` says that the time given to the search is up: it then stops, and goes on when called again.

    Raises:
        Refused: the study has errors, Q08, Q09 or B08 a series changes in silence, K07 the wave is closed
            already, K08 its answers are not there yet, V15 it was closed once and its lock is gone, V16 the
            time given is up.
    """
    workspace = load(root, [study], as_of)
    _refuse_errors(workspace.diagnostics)
    found, folder = workspace.studies[study], workspace.folder(study)
    refuse_unknown(found, wave)
    lock = locks.read_lock(folder, wave)
    if lock is None:
        # A closed wave whose lock was taken away would be given other rules, after its answers.
        locks.hold_to_ledger(wave, folder)
        fresh = _first_lock(found, wave, folder, as_of)
        return Frozen(fresh, (locks.write_lock(fresh, folder),), workspace.diagnostics)
    _refuse_unclosable(found, lock, folder)
    _refuse_moved_clock(found, lock, as_of)
    return _close(found, lock, folder, as_of, progress, is_over)


def _first_lock(study: Study, wave: str, folder: Path, as_of: date) -> locks.Lock:
    """Once a wave is closed its findings are read: the lock of the next one remembers them.

    Raises:
        Refused: Q08, Q09 or B08, it asks otherwise than the wave before and nobody says what becomes of the
            series: after fieldwork, it would be too late to ask as before.
    """
    waves = list(study.waves)
    for earlier in waves[: waves.index(wave)]:
        _refuse_errors(locks.changes_undecided(study, earlier, folder))
    fresh = locks.lock_of(study, wave, as_of)
    closed = [lock for name in study.waves if (lock := locks.read_lock(folder, name)) and lock.closing]
    return locks.remembering(fresh, study) if closed else fresh


def _refuse_unclosable(study: Study, lock: locks.Lock, folder: Path) -> None:
    place = study.where("waves", lock.wave)
    data = data_of(study, lock.wave, folder)
    if lock.closing is not None and not (locks.reopens(study, lock, data) or locks.interrupted(lock, folder)):
        raise Refused([Diagnostic("K07", place, {"wave": lock.wave, "day": str(lock.closing.on)})])
    if data is None:
        raise Refused([Diagnostic("K08", place, {"wave": lock.wave, "day": str(lock.frozen_on)})])


def _refuse_moved_clock(study: Study, lock: locks.Lock, as_of: date) -> None:
    before = lock.closing.on if lock.closing else lock.frozen_on
    if as_of < before:
        values = {"wave": lock.wave, "day": str(as_of), "frozen": str(before)}
        raise Refused([Diagnostic("K10", study.where("waves", lock.wave), values)])


def _close(
    study: Study,
    lock: locks.Lock,
    folder: Path,
    as_of: date,
    progress: Progress,
    is_over: Callable[[], bool],
) -> Frozen:
    """The release is written first, then the ledger: a lock must never say closed without them."""
    half = locks.interrupted(lock, folder)
    if half is not None:
        return _shut(lock, half, folder, as_of, ())
    progress("release", f"{study.id} {lock.wave}")
    pace = _pace(study, lock.wave, folder, progress, is_over)
    released = _last_release(study, lock, folder, pace)
    found = released.releases[study.id, lock.wave]
    write(found, folder, len(lock.closings) + 1)
    frozen = _shut(lock, found, folder, as_of, released.diagnostics)
    pace.kept.forget()
    return frozen


def _shut(
    lock: locks.Lock, found: Release, folder: Path, as_of: date, said: tuple[Diagnostic, ...]
) -> Frozen:
    closed = locks.closed(lock, as_of, found)
    closing = len(closed.closings)
    ledger = locks.append(locks.entry_of(found, as_of, folder, closing), folder)
    files = files_of(folder, lock.wave, closing)
    return Frozen(closed, (locks.write_lock(closed, folder), *files, ledger), said)


def _last_release(study: Study, lock: locks.Lock, folder: Path, pace: Pace) -> Released:
    """The release that closes a wave, or closes it again on the answers that came since.

    Raises:
        Refused: the data, the lock, the ledger or the gate refuses.
    """
    if lock.closing is None:
        return release(study, lock.wave, folder, Depth.FREEZE, pace)
    data = data_of(study, lock.wave, folder)
    found = locks.compare_with_lock(study, lock.wave, folder, data)
    problems = tuple(problem for problem in found if problem.code != "D04.late")
    _refuse_errors(problems)
    locks.hold_to_ledger(lock.wave, folder)
    return _let_through(study, lock.wave, folder, data, problems, Depth.FREEZE, pace)


def _pace(study: Study, wave: str, folder: Path, progress: Progress, is_over: Callable[[], bool]) -> Pace:
    """A search that tells each question, and keeps what it finds beside the answers while it lasts."""
    declared = study.waves[wave].data
    kept = Kept((folder / declared).parent / FOLDER / wave if declared else None)

    def told(question: str, place: int, of: int) -> None:
        progress("search", f"{study.id} {wave} · {question} · {place}/{of}")

    return Pace(Depth.FREEZE, told, is_over, kept)


def publish(
    workspace: Workspace, released: Released, to: Destination, progress: Progress, memo: Memo | None = None
) -> Built:
    """Judge, compose and write, from releases alone.

    Raises:
        Refused: no study can be published, or the site cannot be written.
    """
    judged = judge(workspace, released.releases, to.as_of, progress, memo)
    problems = (*workspace.diagnostics, *released.diagnostics, *judged.diagnostics)
    if workspace.shared is None or not judged.subjects:
        raise Refused(problems if _has_errors(problems) else (*problems, Diagnostic("D13.none")))
    progress("compose", "")
    wording = load_theme(to.theme, to.workspace).wording
    pages = compose(judged.subjects, workspace.shared, to.as_of, wording, judged.translations)
    pages = told_to(to.readership, pages)
    if to.edition:
        pages = at_root(pages, to.edition.partition("/")[0])
    progress("write", str(to.out))
    write_site(
        pages.documents,
        pages.assets,
        out=to.out,
        workspace=to.workspace,
        theme=to.theme,
        kept=judged.failed,
        as_of=to.as_of,
        lang=pages.lang,
        site_name=pages.client,
        site_url=_address(workspace.shared.site.url, to.edition),
        indexed=workspace.shared.site.indexed,
        inspect=audit,
    )
    return Built(problems, judged.failed, pages.documents)


def _address(url: str | None, edition: str) -> str | None:
    """Where the site will be read: an edition in its own folder under the client's."""
    return f"{url}{edition}/" if url and edition else url


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
    stands = {name for name, found in problems.items() if not _has_errors(found)}
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
        if study.waves and all(_is_awaited(study, wave, folder, as_of) for wave in study.waves):
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
            name: self.memo.figures(study, plans[name], _of(self.releases, name))
            for name, study in studies.items()
        }
        symbols = Symbols(studies, plans, frozenset({*self.workspace.broken, *self.unread}))
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


def refuse_unknown(study: Study, wave: str) -> None:
    """E02: a wave was asked for that the study does not have."""
    if wave not in study.waves:
        values = {"wave": wave, "known": ", ".join(study.waves)}
        raise Refused([Diagnostic("E02", study.where("waves"), values)])


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


def _of(releases: Releases, study: str) -> Mapping[str, Release]:
    return {wave: release for (name, wave), release in releases.items() if name == study}


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


def _has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in diagnostics)


def _refuse_errors(diagnostics: Collection[Diagnostic]) -> None:
    if _has_errors(diagnostics):
        raise Refused(diagnostics)
