"""What a quotation must not hold before a person reads it, and the mark of the person who read it.

Machines find what has a shape: numbers, addresses, marks of a web page, words of a list. A first name
alone, a story that only one person could tell have none: that is why each quotation is approved by a
role, word for word, and why a character changed since voids the approval.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from hashlib import sha256

import phonenumbers
from stdnum import iban
from stdnum.fr import nir, siret

from generator.spec.models import Study, Verbatim
from generator.spec.persons import Trace, person_in
from generator.words import Lang


class Danger(StrEnum):
    """What was found in a quotation; a message names it and never repeats it."""

    HIDDEN = "hidden"
    """An invisible character, or a letter of another alphabet that looks like one of ours."""
    MARKUP = "markup"
    """What a page or a spreadsheet would carry out instead of showing."""
    EMAIL = "email"
    WEB = "web"
    """A web address, or a name on a network."""
    PHONE = "phone"
    BANK = "bank"
    STATE = "state"
    """A social security or a company number."""
    NUMBER = "number"
    """Any long number: a file, a contract, a telephone without its prefix."""
    PLATE = "plate"
    PLACE = "place"
    """A street or a postcode."""
    NAME = "name"
    """A title before a name, or a name in capitals."""
    UNIQUE = "unique"
    """« La seule… »: someone whom the role alone tells."""
    LISTED = "listed"
    """A word of the study's own list."""
    DATE = "date"
    AMOUNT = "amount"


_SPACE = "[ \u00a0\u202f]"
_LONG = re.compile(r"\d(?:[ \u00a0\u202f./-]?\d){5,}")
_DIGITS = re.compile(r"(?<![A-Za-z0-9])[0-9](?:[ \u00a0\u202f./-]?[0-9A-Ba-b]){8,14}(?![0-9])")
_BANK = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}[A-Za-z0-9 \u00a0\u202f.-]{11,}")
_LONGEST_BANK, _SHORTEST_BANK = 34, 15
_PATTERNS = {
    Danger.MARKUP: re.compile(r"^\s*[=+@-]|</?[A-Za-z!]|\]\(|`|\{\{|\{%"),
    Danger.WEB: re.compile(
        r"https?://|\bwww\.|(?<![\w@])@\w{2,}|\b[\w-]+\.(?:fr|com|org|net|eu|io|co|uk|be|ch)\b", re.IGNORECASE
    ),
    Danger.PLATE: re.compile(
        r"\b[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}\b|\b\d{2,4}[ -][A-Z]{2,3}[ -]\d{2}\b", re.IGNORECASE
    ),
    Danger.PLACE: re.compile(
        rf"\b\d{{1,4}}(?:{_SPACE}?(?:bis|ter))?,?{_SPACE}(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse"
        rf"|allée|quai|route|cours)\b|\b\d{{1,4}}{_SPACE}\w+{_SPACE}(?:street|road|avenue|lane)\b|\b\d{{5}}\b",
        re.IGNORECASE,
    ),
    Danger.NAME: re.compile(rf"\b[A-ZÀ-Þ][\w'’-]+{_SPACE}[A-ZÀ-Þ]{{3,}}\b"),
}
_COMMON = {
    Lang.FR: r"choses?|fois|raisons?|façons?|manières?|questions?|solutions?|idées?|réponses?|moments?"
    r"|moyens?|problèmes?|soucis?|buts?|points?",
    Lang.EN: r"things?|times?|ways?|reasons?|questions?|solutions?|ideas?|answers?|moments?"
    r"|problems?|points?",
}
_UNIQUE = {
    Lang.FR: re.compile(
        rf"\b(?:la|le){_SPACE}(?:seule?|unique){_SPACE}(?!(?:{_COMMON[Lang.FR]})\b)\w|l['’]unique{_SPACE}\w"
        r"|suis (?:la|le) seule?\b",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(rf"\bthe (?:only|sole) (?!(?:{_COMMON[Lang.EN]})\b)\w", re.IGNORECASE),
}
_ALERTS = {
    Lang.FR: re.compile(
        r"\b(?:harc[eè]l\w*|discrimin\w*|agress\w*|violences?|menac\w*|suicid\w*|dépressi\w*|burn[- ]?out"
        r"|cancers?|handicap\w*|enceintes?|grossesses?|syndic\w*|syndiqué\w*|grévistes?|attouch\w*|viols?)\b",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        r"\b(?:harass\w*|discriminat\w*|assault\w*|violence|threat\w*|suicid\w*|depress\w*|burn[- ]?out"
        r"|cancers?|disab\w*|pregnan\w*|unions?|unioni[sz]\w*|strikers?|rapes?)\b",
        re.IGNORECASE,
    ),
}
_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_ON_REQUEST = {
    "dates": (Danger.DATE, re.compile(rf"\b(?:\d{{1,2}}|1er){_SPACE}(?:{_MONTHS})\b", re.IGNORECASE)),
    "montants": (Danger.AMOUNT, re.compile(rf"\d{_SPACE}*(?:€|\$|£|euros?\b|EUR\b|dollars?\b)")),
}
_ON_REQUEST["amounts"] = _ON_REQUEST["montants"]
_CAPITAL = re.compile(r"(?<=[a-zà-ÿ,;:»”] )[A-ZÀ-Þ][a-zà-ÿ]\w*")
"""A capital in the middle of a sentence: perhaps a name, a place or a brand."""
MARK = re.compile(r"\[[^\[\]]{1,40}\]")
"""What stands for a part taken away: ``[lieu]``, ``[…]``."""


def dangers_in(text: str, study: Study, listed: Collection[str] = ()) -> Iterator[tuple[Danger, int]]:
    """Each kind of danger in a text, once, with the offset where it stands.

    ``listed`` is the study's list, from ``words_of``. Shapes are looked for after compatibility
    normalisation, so that a full-width digit is a digit.
    """
    plain = unicodedata.normalize("NFKC", text)
    seen: dict[Danger, int] = dict(reversed(list(_hidden(plain))))
    # Without its invisible characters, a broken address is whole again.
    plain = "".join(mark for mark in plain if unicodedata.category(mark) != "Cf")
    finders: tuple[Callable[[str], Iterator[tuple[Danger, int]]], ...] = (
        _people,
        _numbers,
        lambda said: _patterned(said, study),
        lambda said: _listed(said, listed),
    )
    for finder in finders:
        for danger, offset in finder(plain):
            seen.setdefault(danger, offset)
    # A telephone or a bank account is a long number too: the more precise word is enough.
    if len(seen.keys() & {Danger.PHONE, Danger.BANK, Danger.STATE}):
        seen.pop(Danger.NUMBER, None)
    yield from seen.items()


def _hidden(text: str) -> Iterator[tuple[Danger, int]]:
    for offset, mark in enumerate(text):
        kind = unicodedata.category(mark)
        is_foreign = kind.startswith("L") and not unicodedata.name(mark, "").startswith("LATIN")
        if is_foreign or kind in ("Cf", "Co", "Cn", "Cc") or mark in "\u034f\u115f\u3164":
            yield Danger.HIDDEN, offset


def _people(text: str) -> Iterator[tuple[Danger, int]]:
    found = person_in(text)
    if found is not None:
        kinds = {Trace.NAME: Danger.NAME, Trace.EMAIL: Danger.EMAIL, Trace.PHONE: Danger.PHONE}
        yield kinds[found[0]], found[1]
    for region in ("FR", "GB"):
        yield from ((Danger.PHONE, match.start) for match in phonenumbers.PhoneNumberMatcher(text, region))


def _numbers(text: str) -> Iterator[tuple[Danger, int]]:
    for found in _BANK.finditer(text):
        run = re.sub(r"[^A-Za-z0-9]", "", found[0])
        longest = min(len(run), _LONGEST_BANK)
        if any(iban.is_valid(run[:size]) for size in range(_SHORTEST_BANK, longest + 1)):
            yield Danger.BANK, found.start()
    for found in _DIGITS.finditer(text):
        if nir.is_valid(found[0]) or siret.is_valid(found[0]):
            yield Danger.STATE, found.start()
    yield from ((Danger.NUMBER, found.start()) for found in _LONG.finditer(text))


def _patterned(text: str, study: Study) -> Iterator[tuple[Danger, int]]:
    wanted = [*_PATTERNS.items(), (Danger.UNIQUE, _UNIQUE[study.language])]
    wanted += [
        _ON_REQUEST[what.casefold()] for what in study.privacy.redact if what.casefold() in _ON_REQUEST
    ]
    for danger, pattern in wanted:
        yield from ((danger, found.start()) for found in pattern.finditer(text))


def _listed(text: str, listed: Collection[str]) -> Iterator[tuple[Danger, int]]:
    for found in re.finditer(r"[\w-]+", text) if listed else ():
        word = bare(found[0])
        if word in listed or f"sha256:{sha256(word.encode()).hexdigest()}" in listed:
            yield Danger.LISTED, found.start()


def bare(word: str) -> str:
    """A word without case nor accents: « Éloïse » and « eloise » are one."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(lexicon: str) -> frozenset[str]:
    """The words of a list, one a line: as they are, or ``sha256:`` and the hash of the bare word."""
    lines = (line.strip() for line in lexicon.splitlines())
    kept = (line for line in lines if line and not line.startswith("#"))
    return frozenset(line.lower() if line.startswith("sha256:") else bare(line) for line in kept)


def alert_in(text: str, lang: Lang) -> int | None:
    """Where a text speaks of harassment, health or unions: a person must hear it, a page must not."""
    found = _ALERTS[lang].search(unicodedata.normalize("NFKC", text))
    return found.start() if found else None


def capital_in(text: str, study: Study) -> int | None:
    """Where a word inside a sentence has a capital and is not the client's own name."""
    known = {bare(word) for word in re.findall(r"\w+", study.shared.client)}
    places = (found.start() for found in _CAPITAL.finditer(text) if bare(found[0]) not in known)
    return next(places, None)


def approval_hash(study: str, quotation: Verbatim) -> str:
    """What a reviewer approves: these words, in this context, of this theme and group of this study."""
    parts = (study, quotation.illustrates, quotation.group, quotation.text, quotation.context)
    said = "\n".join(" ".join(unicodedata.normalize("NFKC", part).split()) for part in parts)
    return sha256(said.encode()).hexdigest()[:16]


def is_approved(study: Study, quotation: Verbatim) -> bool:
    """Whether somebody approved a quotation exactly as it stands."""
    return quotation.approved is not None and quotation.approved.hash == approval_hash(study.id, quotation)


LEAST_QUOTED = 6
"""The smallest group that may be quoted (privacy rule R15); a study may ask for more."""


def crowd(study: Study, quotation: Verbatim) -> int:
    """Among how many its speaker stands: a moderated group; of interviews, all those of one side."""
    material = study.qualitative
    if material is None:
        return 0
    group = material.groups[quotation.group]
    if material.method == "groups":
        return group.size
    return sum(other.size for other in material.groups.values() if other.side == group.side)


def least_crowd(study: Study) -> int:
    """The smallest crowd a quotation may come from."""
    return max(study.privacy.min_group or 0, LEAST_QUOTED)
