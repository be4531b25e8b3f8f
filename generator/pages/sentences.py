"""Composed sentences as pages print them: pieces of text, each with the numbers it prints."""

from generator.findings.finding import BoundNumber, Sentence
from generator.pages.shown import Said


def sentence_of(parts: Sentence) -> tuple[Said, ...]:
    """A composed sentence, whose words already have the typography of its language."""
    return tuple(Said(part.text, part.numbers if isinstance(part, BoundNumber) else ()) for part in parts)


def plain(said: tuple[Said, ...]) -> str:
    """The sentence as plain text."""
    return "".join(part.text for part in said)
