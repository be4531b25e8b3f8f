"""What a client may call things: headings and names of sections, never a result, a verdict or a warning."""

from collections.abc import Mapping
from string import Formatter as Fields
from types import MappingProxyType

from generator.words.catalogue import texts
from generator.words.language import Lang

Wording = Mapping[str, Mapping[Lang, str]]
"""A client's own texts by key of the catalogue, then by language."""
AS_WRITTEN: Wording = MappingProxyType({})
"""The catalogue, unchanged."""

_HEADINGS = (
    "brand",
    "proof",
    "essential.decisions",
    "essential.others",
    "essential.priorities",
    "essential.headlines",
    "essential.actions",
    "essential.contrasts",
    "essential.stops",
    "essential.limits",
    "findings.title",
    "evolution.title",
    "actions.title",
    "questions.title",
    "method.title",
    "portal.lead",
    "portal.decisions",
    "portal.actions",
)


def rewordable() -> Mapping[str, str]:
    """The names that a theme may change, and the key of the catalogue that each stands for."""
    sections = (key.removeprefix("pages.") for key in texts() if key.startswith("pages.nav."))
    return {name: f"pages.{name}" for name in (*_HEADINGS, *sections)}


def blanks_of(text: str) -> frozenset[str]:
    """The ``{names}`` that a text has filled in.

    Raises:
        ValueError: a brace is left open.
    """
    return frozenset(name for _, name, _, _ in Fields().parse(text) if name is not None)
