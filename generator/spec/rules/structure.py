"""S: identity. Names that are unique, files that stay at home, waves in order, nobody named."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from generator.errors import Diagnostic
from generator.spec.groups import EVERYONE
from generator.spec.models import WeightingMethod
from generator.spec.paths import leads_out
from generator.spec.persons import Trace, person_in
from generator.spec.reader import Path
from generator.spec.rules.lexicon import lexicon_of
from generator.spec.rules.setting import Rule, Setting
from generator.spec.rules.texts import sentences
from generator.spec.symbols import IMPORTANCE, NONRESPONSE, PERFORMANCE
from generator.words import Lang


def nobody_is_named(setting: Setting) -> Iterator[Diagnostic]:
    """S06: the place is given, the name is not repeated."""
    for path, text in setting.study.written():
        found = person_in(text)
        if found is None:
            continue
        trace, offset = found
        is_contact = path in (("gdpr", "contact"), ("context", "support", "contact"))
        if not (is_contact and trace is not Trace.NAME):
            yield setting.problem(trace.code, *path, offset=offset)


def initials_are_spelled_out(setting: Setting) -> Iterator[Diagnostic]:
    """S07: French texts only; each source gives CX another meaning."""
    if setting.study.language is not Lang.FR:
        return
    initials = lexicon_of(Lang.FR).initials
    for path, text in sentences(setting.study):
        for found in initials.finditer(text):
            yield setting.problem("S07", *path, offset=found.start(), word=found[0])


def imposed_words_are_used(setting: Setting) -> Iterator[Diagnostic]:
    """S08"""
    study = setting.study
    people = lexicon_of(study.language).people
    for key, imposed in study.shared.words.items():
        for path, text in sentences(study) if key in people else ():
            for found in people[key].finditer(text):
                if not found[0].casefold().startswith(imposed.casefold()):
                    yield setting.problem("S08", *path, offset=found.start(), word=found[0], imposed=imposed)


def paths_stay_inside(setting: Setting) -> Iterator[Diagnostic]:
    """S13"""
    for path, given in _paths(setting):
        if not _is_inside(given):
            yield setting.problem("S13", *path, given=given)
        elif leads_out(setting.folder, given):
            yield setting.problem("S13.link", *path, given=given)


def _paths(setting: Setting) -> Iterator[tuple[Path, str]]:
    study = setting.study
    for name, wave in study.waves.items():
        for key, given in (("data", wave.data), ("weights", wave.weights)):
            if given is not None:
                yield ("waves", name, key), given
    yield ("gdpr", "notice"), study.gdpr.notice
    if study.gdpr.dpia is not None and study.gdpr.dpia.file is not None:
        yield ("gdpr", "dpia", "file"), study.gdpr.dpia.file
    if study.privacy.lexicon is not None:
        yield ("privacy", "lexicon"), study.privacy.lexicon


def _is_inside(given: str) -> bool:
    """By its text alone, read as any system would: an absolute path, a drive and ``..`` all lead away."""
    path = PurePosixPath(given.replace("\\", "/"))
    first = next(iter(path.parts), "")
    return not (path.is_absolute() or ".." in path.parts or ":" in first or first.startswith("~"))


def names_are_unique(setting: Setting) -> Iterator[Diagnostic]:
    """S14: in the one table of names, then inside each map whose keys become names of groups or answers."""
    study = setting.study
    tables = ("questions", "segments", "indicators", "findings", "decisions")
    yield from _unique(setting, [((table, name), name) for table in tables for name in getattr(study, table)])
    others: list[tuple[Path, str]] = [((t, n), n) for t in tables[:3] for n in getattr(study, t)]
    for name, finding in study.findings.items():
        groups: list[tuple[Path, str]] = [(("findings", name, "groups", g), g) for g in finding.groups]
        yield from _unique(setting, [*others, *groups], since=len(others))
    for named in _maps(setting):
        yield from _unique(setting, named)


def _maps(setting: Setting) -> Iterator[list[tuple[Path, str]]]:
    for name, question in setting.study.questions.items():
        path: Path = ("questions", name)
        yield [((*path, "items", item), item) for item in question.items]
        yield [
            *(((*path, "options", option), option) for option in question.options),
            *(((*path, "exclusive", option), option) for option in question.exclusive),
        ]
    for name, segment in setting.study.segments.items():
        path = ("segments", name)
        yield [((*path, "levels", level), level) for level in segment.levels]
        yield [((*path, "cuts", cut), cut) for cut in segment.cuts]


def _unique(setting: Setting, named: list[tuple[Path, str]], since: int = 0) -> Iterator[Diagnostic]:
    """Each name, from the index ``since`` on, that is or looks like one before it."""
    seen: dict[str, tuple[Path, str]] = {}
    for index, (path, name) in enumerate(named):
        other = seen.setdefault(_seen_as(name), (path, name))
        if other[0] != path and index >= since:
            place = setting.study.where_key(*other[0])
            code = "S14" if other[1] == name else "S14.confusable"
            values = {"name": name, "other": other[1], "line": place.line, "file": place.file}
            yield Diagnostic(code, setting.study.where_key(*path), values)


def _seen_as(name: str) -> str:
    """What the eye reads: no case, no invisible mark, and Latin for what only looks Latin."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip().translate(_LOOKS_LATIN)
    return "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")


# The letters of Unicode's confusables (UTS 39) that a keyboard gives, after folding: those of one writing
# that capitals or small letters make look like a letter of the other.
_LOOKS_LATIN = {
    **str.maketrans("абвегһіјкԛмнорсѕтуԝхԁӏ", "a6berhijkqmhopcstywxdl"),
    **str.maketrans("αβεζηικμνορτυχ", "abezhikmnoptyx"),
}


def names_are_free(setting: Setting) -> Iterator[Diagnostic]:
    """S14 for the words that references already have a meaning for."""
    study = setting.study
    for name in study.segments.keys() & {EVERYONE}:
        yield setting.key_problem("S14.reserved", "segments", name, name=name)
    for table in ("questions", "indicators"):
        for name in getattr(study, table).keys() & _OF_THE_GRAMMAR:
            yield setting.key_problem("S14.reserved", table, name, name=name)
    for finding, stated in study.findings.items():
        for name in stated.groups.keys() & {NONRESPONSE}:
            yield setting.key_problem("S14.reserved", "findings", finding, "groups", name, name=name)


_OF_THE_GRAMMAR = {NONRESPONSE, IMPORTANCE, PERFORMANCE}


def weights_are_used(setting: Setting) -> Iterator[Diagnostic]:
    """I06: a key without effect would let its author believe that answers are weighted by it."""
    study = setting.study
    weighting = study.weighting
    is_raked = weighting is not None and weighting.method is WeightingMethod.RAKE
    for name, wave in study.waves.items():
        if wave.weights is not None and not is_raked:
            yield setting.problem("I06.unused", "waves", name, "weights", key="weights")
    for key in ("column",) if is_raked else ("trim",):
        if getattr(weighting, key, None) is not None:
            yield setting.problem("I06.unused", "weighting", key, key=key)


def waves_are_in_order(setting: Setting) -> Iterator[Diagnostic]:
    """S19"""
    waves = list(setting.study.waves.items())
    for (before, earlier), (name, wave) in pairwise(waves):
        if wave.field.start <= earlier.field.end:
            yield setting.problem("S19", "waves", name, "field", name=name, before=before)


FOUNDATIONS: tuple[Rule, ...] = (names_are_unique, names_are_free)
RULES: tuple[Rule, ...] = (
    weights_are_used,
    nobody_is_named,
    initials_are_spelled_out,
    imposed_words_are_used,
    paths_stay_inside,
    waves_are_in_order,
)
