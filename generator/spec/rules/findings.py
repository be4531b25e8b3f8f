"""N: sentences without a typed number, with a decision, a verdict, a proof and a comparator."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from generator.errors import Diagnostic
from generator.spec.filters import conditions_in
from generator.spec.language import BoundText, Figure, In, Prose, Range, Ranked
from generator.spec.models import Audience, FindingGroup, Study
from generator.spec.rules.lexicon import Lexicon, lexicon_of
from generator.spec.rules.setting import Rule, Setting
from generator.spec.rules.texts import checked_texts, said_by_findings

_MAX_WORDS = 24
_MAX_FINDINGS = 5
_MAX_MINUTES = 3
_WORDS_A_MINUTE = 200
_UNIT = re.compile(r"\s*(?P<unit>%|(?:pts?|per cent|percent|pour cent)\b)")


def no_number_is_typed(setting: Setting) -> Iterator[Diagnostic]:
    """N01: any digit of any script, and signs such as ½, outside braces."""
    for said in checked_texts(setting.study):
        for offset, digits in _digits(said.text):
            yield setting.problem("N01", *said.path, offset=offset, digits=digits)
    for name, finding in setting.study.findings.items():
        for group, stated in finding.groups.items():
            for offset, digits in _runs(stated.label, 0):
                if digits not in _values(stated):
                    path = ("findings", name, "groups", group, "label")
                    yield setting.problem("N01.label", *path, offset=offset, digits=digits)


def no_unit_is_typed_again(setting: Setting) -> Iterator[Diagnostic]:
    """N01.unit: a figure is printed with its sign, which another would follow."""
    for said in checked_texts(setting.study):
        for figure, after in pairwise(said.text.parts):
            found = _UNIT.match(after.text) if isinstance(after, Prose) else None
            if found and isinstance(figure, Figure) and isinstance(after, Prose):
                offset = after.start + found.start("unit")
                yield setting.problem("N01.unit", *said.path, offset=offset, unit=found["unit"])


def _digits(text: BoundText) -> Iterator[tuple[int, str]]:
    for part in text.parts:
        if isinstance(part, Prose):
            yield from _runs(part.text, part.start)


def _runs(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Each unbroken run of numeric characters, with its offset."""
    run = ""
    for index, character in enumerate(f"{text} "):
        if unicodedata.category(character) in ("Nd", "No", "Nl"):
            run += character
        elif run:
            yield start + index - len(run), run
            run = ""


def _values(group: FindingGroup) -> set[str]:
    """The numbers of a group's condition: its label may say them."""
    found: set[str] = set()
    for test in conditions_in(group.when):
        for value in test.values if isinstance(test, In) else (test.value,):
            numbers = (value.low, value.high) if isinstance(value, Range) else (value.number,)
            found |= {f"{number:g}" for number in numbers if number is not None}
    return found


def finding_is_proved(setting: Setting) -> Iterator[Diagnostic]:
    """N03: claims for figures, themes for what was heard."""
    for name, finding in setting.study.findings.items():
        if not finding.holds and not finding.evidence:
            yield setting.key_problem("N03", "findings", name, finding=name)


def causes_have_a_mechanism(setting: Setting) -> Iterator[Diagnostic]:
    """N05: a driver or qualitative material may speak of causes."""
    lexicon = lexicon_of(setting.study.language)
    for name, finding in setting.study.findings.items():
        found = _find(lexicon.causes, finding.says)
        has_drivers = any(isinstance(claim, Ranked) for claim in finding.holds)
        if found and not (finding.mechanism or finding.evidence or has_drivers):
            yield setting.problem("N05", "findings", name, "says", offset=found[0], words=found[1])


def sides_are_linked_by_data(setting: Setting) -> Iterator[Diagnostic]:
    """N06: a cause that crosses from one side to the other needs a computed link."""
    study = setting.study
    if study.symmetry is not None and study.symmetry.linkage != "none":
        return
    lexicon = lexicon_of(study.language)
    for said in said_by_findings(study):
        found = _find(lexicon.causes, said.text)
        if found and _speaks_of_both(setting, lexicon, said.text):
            yield setting.problem("N06", *said.path, offset=found[0], words=found[1])


def _speaks_of_both(setting: Setting, lexicon: Lexicon, text: BoundText) -> bool:
    return all(_speaks_of(setting, lexicon, text, side) for side in ("customer", "employee"))


def _speaks_of(setting: Setting, lexicon: Lexicon, text: BoundText, side: str) -> bool:
    """By a word, the client's own or the usual one, or by a figure of a study of that side."""
    imposed = setting.study.shared.words.get(side)
    if _find(lexicon.people[side], text) or (imposed and imposed.casefold() in str(text).casefold()):
        return True
    cited = {part.reference.at for part in text.parts if isinstance(part, Figure)}
    studies = setting.symbols.studies
    return any(at in studies and studies[at].audience is Audience(side) for at in cited if at)


def _find(pattern: re.Pattern[str], text: BoundText) -> tuple[int, str] | None:
    """The first match in the words of a text, and its offset; figures hold none."""
    for part in text.parts:
        found = pattern.search(part.text) if isinstance(part, Prose) else None
        if found:
            return part.start + found.start(), found[0]
    return None


def title_is_short(setting: Setting) -> Iterator[Diagnostic]:
    """N08: a figure reads as one word."""
    for name, finding in setting.study.findings.items():
        count = _words(finding.says)
        if count > _MAX_WORDS:
            yield setting.problem("N08", "findings", name, "says", count=count, limit=_MAX_WORDS)


def _words(text: BoundText) -> int:
    """Words to read; punctuation that French sets apart is none."""
    shown = "".join(part.text if isinstance(part, Prose) else "x" for part in text.parts)
    return sum(any(c.isalnum() for c in word) for word in shown.split())


def essential_page_is_short(setting: Setting) -> Iterator[Diagnostic]:
    """N09: at most five findings, read in three minutes with decisions and actions."""
    study = setting.study
    count = len(study.findings)
    if count > _MAX_FINDINGS:
        yield setting.key_problem("N09", "findings", count=count, limit=_MAX_FINDINGS)
    minutes = ceil(_reading(study) / _WORDS_A_MINUTE)
    if minutes > _MAX_MINUTES:
        yield setting.key_problem("N09.time", "findings", minutes=minutes, limit=_MAX_MINUTES)


def _reading(study: Study) -> int:
    bound = [finding.says for finding in study.findings.values()]
    bound += [decision.choice for decision in study.decisions.values() if decision.choice]
    plain = [decision.ask for decision in study.decisions.values()]
    plain += [action.what for action in study.actions.values()]
    return sum(map(_words, bound)) + sum(len(text.split()) for text in plain)


def no_number_is_in_words(setting: Setting) -> Iterator[Diagnostic]:
    """N11"""
    lexicon = lexicon_of(setting.study.language)
    for said in checked_texts(setting.study):
        for part in said.text.parts:
            if isinstance(part, Prose):
                for found in lexicon.numbers.finditer(part.text):
                    offset = part.start + found.start()
                    yield setting.problem("N11", *said.path, offset=offset, words=found[0])


RULES: tuple[Rule, ...] = (
    no_number_is_typed,
    no_unit_is_typed_again,
    finding_is_proved,
    causes_have_a_mechanism,
    sides_are_linked_by_data,
    title_is_short,
    essential_page_is_short,
    no_number_is_in_words,
)
