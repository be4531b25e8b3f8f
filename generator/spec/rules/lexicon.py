"""The words that rules look for in sentences, in each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.words import Lang


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What to look for in the sentences of one language."""

    numbers: re.Pattern[str]
    """A number or a fraction in words. « Un » is an article, « les deux » a pair the reader knows."""
    proportions: re.Pattern[str]
    """What says how many people of a group: most, a majority, half."""
    causes: re.Pattern[str]
    """What says that one thing makes another happen."""
    people: Mapping[str, re.Pattern[str]]
    """The usual words for the people that the shared ``words`` name otherwise, by the same keys."""
    initials: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_INITIALS = re.compile(r"(?<![\w-])(?:CX|EX|UX)(?![\w-])")

_FR_CARDINALS = (  # « neuf » counts before a plural only: it also means new
    r"trois|quatre|cinq|six|sept|huit|neuf(?= \w+[sx]\b)|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|mille|millions?|milliards?"
)
_FRENCH = Lexicon(
    numbers=_words(
        rf"(?:une?|deux|{_FR_CARDINALS})(?: \w+)? sur (?:deux|{_FR_CARDINALS})"
        r"|la moitié|(?:un|deux|le|les deux) tiers|(?:un|trois|le|les trois) quarts?"
        r"|(?:deux|trois|quatre|cinq|dix) fois|le (?:double|triple)"
        rf"|(?<!les )(?<!des )(?<!aux )(?<!ces )(?<!nos )(?<!vos )(?<!tous )(?<!entre )deux"
        rf"|(?:{_FR_CARDINALS})(?:[- ](?:et[- ])?(?:une?|deux|{_FR_CARDINALS}))*"
    ),
    proportions=_words(
        r"la plupart|la majorité|une majorité|majoritairement|une minorité|la minorité|la quasi-totalité"
        r"|la moitié|(?:un|deux|le|les deux) tiers|(?:un|trois|le|les trois) quarts?|pour cent|pourcents?"
        rf"|(?:une?|deux|{_FR_CARDINALS})(?: \w+)? sur (?:deux|{_FR_CARDINALS})|presque tous|presque toutes"
    ),
    causes=_words(
        r"parce que?|à cause d(?:e|es|u)?|grâce (?:à|au|aux)|en raison d(?:e|es|u)?|dus? à|dues? à"
        r"|provoque(?:nt)?|entraîne(?:nt)?|fait (?:baisser|monter|chuter|progresser|fuir|partir)"
        r"|font (?:baisser|monter|chuter|progresser|fuir|partir)|améliore(?:nt)?|dégrade(?:nt)?"
    ),
    people={
        "customer": _words(r"clients?|clientes?|usagers?|usagères?|consommateurs?|consommatrices?"),
        "employee": _words(r"salariée?s?|employée?s?|collaborateurs?|collaboratrices?|agents?"),
    },
    initials=_INITIALS,
)

_EN_CARDINALS = (
    "three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion"
)
_ENGLISH = Lexicon(
    numbers=_words(
        rf"(?:one|two|{_EN_CARDINALS})(?: \w+)? (?:in|out of) (?:two|{_EN_CARDINALS})"
        r"|half|(?:a|one|two)[- ]thirds?|(?:a|one|three)[- ]quarters?|twice|(?:two|three|four|five|ten) times"
        r"|(?<!the )(?<!these )(?<!our )(?<!both )two"
        rf"|(?:{_EN_CARDINALS})(?:[- ](?:and[- ])?(?:one|two|{_EN_CARDINALS}))*"
    ),
    proportions=_words(
        r"most|the majority|a majority|a minority|half|(?:a|one|two)[- ]thirds?|(?:a|one|three)[- ]quarters?"
        rf"|per ?cent|(?:one|two|{_EN_CARDINALS})(?: \w+)? (?:in|out of) (?:two|{_EN_CARDINALS})|nearly all"
    ),
    causes=_words(
        r"because|thanks to|due to|owing to|leads? to|caused? by|causes?|drives?|makes? \w+ (?:leave|stay)"
        r"|improves?|worsens?"
    ),
    people={
        "customer": _words(r"customers?|clients?|consumers?"),
        "employee": _words(r"employees?|staff|workers?"),
    },
    initials=_INITIALS,
)


def lexicon_of(lang: Lang) -> Lexicon:
    """The words to look for in one language."""
    match lang:
        case Lang.FR:
            return _FRENCH
        case Lang.EN:
            return _ENGLISH
