"""From files to studies: everything under ``studies/`` read, checked and told at once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.errors import Diagnostic, has_errors
from generator.spec.folders import Reading, read_shared, read_study, study_folders
from generator.spec.models import Shared, Study
from generator.spec.nearest import listed, nearest
from generator.spec.paths import FOLDER
from generator.spec.plan import Plan, plan_of
from generator.spec.rules import Setting, check, check_foundations, citations
from generator.spec.symbols import Symbols
from generator.spec.translations import further, unlike
from generator.words import Lang


@dataclass(frozen=True)
class Workspace:
    """The studies of one client, and every problem found in their specs."""

    root: Path
    shared: Shared | None
    studies: Mapping[str, Study]
    """Those without an error, by id, in the order of their names."""
    broken: frozenset[str]
    """Names of the folders whose study has errors."""
    diagnostics: tuple[Diagnostic, ...]
    """Errors and warnings, by file and line."""
    apart: frozenset[str] = frozenset()
    """Names of the studies that were not asked for: what aims at them is told without its figure."""

    def folder(self, study: str) -> Path:
        """The folder of a study."""
        return self.root / FOLDER / study


def load(root: Path, only: Collection[str] = (), as_of: date | None = None) -> Workspace:
    """Read and check the folder ``studies`` under ``root``.

    ``only`` keeps the studies it names and those they cite; the others are read all the same, since a
    name may lead to them, and nothing is said of them. Rules about dates hold at ``as_of`` and are
    silent without it. Nothing is raised: one study with errors does not stop the others, and what is
    wrong is in ``diagnostics``.
    """
    names, nothing = study_folders(root)
    if nothing:
        return Workspace(root, None, {}, frozenset(), nothing)
    common = read_shared(root)
    readings = {name: read_study(root / FOLDER / name, common) for name in names}
    found = _checked(readings, as_of)
    if has_errors(common.problems):
        broken = frozenset(names)
    else:
        broken = frozenset(name for name in names if readings[name].study is None or has_errors(found[name]))
    found, broken = _spread(readings, found, broken)
    kept = _kept(only, readings)
    told = [*common.problems, *_unknown(only, names), *(problem for name in kept for problem in found[name])]
    studies = {name: study for name in kept if name not in broken and (study := readings[name].study)}
    diagnostics = tuple(sorted(told, key=lambda problem: problem.order))
    apart = frozenset(names) - frozenset(kept)
    return Workspace(root, common.shared, studies, broken & frozenset(kept), diagnostics, apart)


def _checked(readings: Mapping[str, Reading], as_of: date | None) -> dict[str, tuple[Diagnostic, ...]]:
    """What is wrong with each study: in its files, in its foundations, in all else, in each language."""
    studies = {name: reading.study for name, reading in readings.items() if reading.study is not None}
    found = _judged(studies, readings, as_of)
    told = {name: [*reading.problems, *found.get(name, ())] for name, reading in readings.items()}
    for lang in Lang:
        said = {
            name: study.translations[lang] for name, study in studies.items() if lang in study.translations
        }
        again = _judged({**studies, **said}, readings, as_of) if said else {}
        for name, translation in said.items():
            told[name] += unlike(studies[name], translation)
            told[name] += further(told[name], again[name], studies[name].beside(translation))
    return {name: tuple(problems) for name, problems in told.items()}


def _judged(
    studies: Mapping[str, Study], readings: Mapping[str, Reading], as_of: date | None
) -> dict[str, tuple[Diagnostic, ...]]:
    """What the rules say of each study, as these read."""
    plain = Symbols(studies, {})
    settings = {
        name: Setting(study, None, plain, readings[name].folder, as_of) for name, study in studies.items()
    }
    found = {name: tuple(check_foundations(setting)) for name, setting in settings.items()}
    plans = {name: plan_of(study) for name, study in studies.items() if not has_errors(found[name])}
    symbols = Symbols(studies, plans, frozenset(readings.keys() - studies.keys()))
    for name, setting in settings.items():
        found[name] += tuple(check(_with_plans(setting, plans, symbols)))
    return {
        name: tuple(_with_excerpt(p, studies[name]) for p in problems) for name, problems in found.items()
    }


def _with_plans(setting: Setting, plans: Mapping[str, Plan], symbols: Symbols) -> Setting:
    return replace(setting, plan=plans.get(setting.study.id), symbols=symbols)


def _with_excerpt(problem: Diagnostic, study: Study | None) -> Diagnostic:
    """The line at fault; of a line that may name a person or hold a password, nothing is repeated."""
    if study is None or problem.position is None or problem.number in _UNQUOTED:
        return problem
    return replace(problem, excerpt=study.excerpt(problem.position))


_UNQUOTED = frozenset({"S06", "V06", "L07", "D37"})


def _spread(
    readings: Mapping[str, Reading], found: Mapping[str, tuple[Diagnostic, ...]], broken: frozenset[str]
) -> tuple[dict[str, tuple[Diagnostic, ...]], frozenset[str]]:
    """A study that cites a broken one cannot be published either: its sentences would have holes."""
    spread = dict(found)
    while True:
        sound = {name: reading.study for name, reading in readings.items() if name not in broken}
        halted = {name: stopped(study, broken) for name, study in sound.items() if study}
        reached = frozenset(name for name, problems in halted.items() if problems)
        if not reached:
            return spread, broken
        spread |= {name: (*spread[name], *halted[name]) for name in reached}
        broken |= reached


def stopped(study: Study, broken: Collection[str]) -> tuple[Diagnostic, ...]:
    """Where a study cites one that cannot be published (S18): its own sentences would have holes."""
    return tuple(_holes(study, broken))


def _holes(study: Study, broken: Collection[str]) -> Iterator[Diagnostic]:
    """Once for each broken study it cites, at the first place."""
    first = {citation.study: citation for citation in reversed(tuple(citations(study)))}
    for name, citation in first.items():
        if name in broken:
            place = study.where(*citation.path, offset=citation.offset)
            yield _with_excerpt(Diagnostic("S18", place, {"name": name}), study)


def _kept(only: Collection[str], readings: Mapping[str, Reading]) -> tuple[str, ...]:
    """The studies asked for and all that they need, in order of name."""
    kept: set[str] = set()
    waiting = [name for name in only if name in readings] if only else list(readings)
    while waiting:
        name = waiting.pop()
        study = readings[name].study
        kept.add(name)
        needed = {citation.study for citation in citations(study)} if study else set()
        waiting += [other for other in needed if other in readings and other not in kept]
    return tuple(sorted(kept))


def _unknown(only: Collection[str], names: tuple[str, ...]) -> Iterator[Diagnostic]:
    for name in only:
        if name not in names:
            close = nearest(name, names)
            code = "S16.nearest" if close else "S16"
            yield Diagnostic(code, None, {"name": name, "nearest": close, "known": listed(names)})
