"""N04: words of movement that say the contrary of the differences their clause prints."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from generator.errors import Diagnostic
from generator.findings.finding import TextPath
from generator.findings.printing import said
from generator.findings.sides import Evidence, Side
from generator.spec.language import BoundText, Figure, Prose
from generator.spec.models import Study
from generator.spec.models.measuring import Better
from generator.words import Lang, say

_BREAKS = re.compile(r"[.;!?](?=\s|$)|,?\s(?:mais|tandis que|alors que|but|while|whereas)\s")
"""Where one clause ends and the next may tell another movement."""
_TOKENS = re.compile(r"[^\W\d_]+")
_REACH = 4
"""How many words a negation reaches: « ne s'est pas améliorée »."""
_WAYS = ("up", "down", "better", "worse")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words and the figures that stand together between two breaks."""

    words: str = ""
    figures: tuple[Figure, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Move:
    """A difference between two waves, as it prints, later minus earlier."""

    source: str
    offset: int
    side: Side
    gap: Decimal


@dataclass(frozen=True, slots=True)
class Trends:
    """Reads the words of movement of one finding's texts against what they print."""

    evidence: Evidence
    study: Study
    wave: str
    finding: str

    def contradictions(self, text: BoundText, path: TextPath) -> Iterator[Diagnostic]:
        """N04 for each clause whose every word of movement contradicts its every difference between waves.

        A clause that tells two movements is left to its reader: which word is of which figure is not
        for a lexicon to say. A denied word (« ne baisse pas ») tells nothing.
        """
        for clause in _clauses(text):
            words = _movements(clause.words, self.study.language)
            moves = [move for figure in clause.figures if (move := self._move(figure)) is not None]
            pairs = [(word, way, move) for word, way in words for move in moves]
            if pairs and all(_contradicts(way, move) for _, way, move in pairs):
                word, _, move = pairs[0]
                place = self.study.where(*path, offset=move.offset)
                values = {"word": word, "reference": move.source, "gap": _told(move)}
                yield Diagnostic("N04", place, values, self.study.excerpt(place))

    def _move(self, figure: Figure) -> _Move | None:
        """None for what is no movement: one figure, two groups, two scores, or a figure not to be had."""
        if figure.minus is None:
            return None
        left, right = (
            self.evidence.side(self.study.id, reference, self.wave, self.finding)
            for reference in (figure.reference, figure.minus)
        )
        if left.study.id != right.study.id or left.term != right.term or left.wave == right.wave:
            return None
        test = self.evidence.difference(left, right)
        if test is None or left.estimate is None or right.estimate is None:
            return None
        gap = left.gauge.gap_between(left.estimate, right.estimate, test)
        waves = list(left.study.waves)
        is_forward = waves.index(left.wave) > waves.index(right.wave)
        source = f"{figure.reference} - {figure.minus}"
        return _Move(source, figure.start, left, gap if is_forward else -gap)


def _told(move: _Move) -> object:
    return said(lambda printer: move.side.gauge.gap(move.gap, printer))


def _clauses(text: BoundText) -> Sequence[_Clause]:
    clauses = [_Clause()]
    for part in text.parts:
        if isinstance(part, Figure):
            clauses[-1] = _Clause(clauses[-1].words, (*clauses[-1].figures, part))
        if isinstance(part, Prose):
            first, *others = _BREAKS.split(part.text)
            clauses[-1] = _Clause(f"{clauses[-1].words} {first}", clauses[-1].figures)
            clauses += [_Clause(words) for words in others]
    return clauses


def _movements(words: str, lang: Lang) -> list[tuple[str, str]]:
    """The words of movement, each with its way, that nothing before them denies."""
    lexicon, denials = _lexicon(lang), set(say(lang, "findings.trend.not").split())
    tokens = _TOKENS.findall(words.lower())
    return [
        (token, lexicon[token])
        for place, token in enumerate(tokens)
        if token in lexicon and not denials.intersection(tokens[max(place - _REACH, 0) : place])
    ]


@cache
def _lexicon(lang: Lang) -> dict[str, str]:
    return {word: way for way in _WAYS for word in say(lang, f"findings.trend.{way}").split()}


def _contradicts(way: str, move: _Move) -> bool:
    """Whether a word of movement is untrue of a difference; « better » needs to know which way is good."""
    up = {"up": 1, "down": -1}.get(way)
    if up is None:
        good = 0 if move.side.score.better is None else 1 if move.side.score.better is Better.UP else -1
        up = good if way == "better" else -good
    return up != 0 and move.gap * up <= 0
