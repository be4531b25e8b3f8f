"""How pages speak: one language, its typography, and the catalogue's page texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.spec.models import Study
from generator.words import AS_WRITTEN, Formatter, Lang, Wording, say, spell, typeset


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of one study's pages."""

    lang: Lang
    wording: Wording = field(default_factory=lambda: AS_WRITTEN, hash=False)
    """What the client calls things, where not as the catalogue does."""

    @property
    def printer(self) -> Formatter:
        """Prints numbers and dates."""
        return Formatter(self.lang)

    def say(self, key: str, /, **values: object) -> str:
        """A text of the catalogue's ``pages`` part, set with the language's typography."""
        own = self.wording.get(f"pages.{key}", {}).get(self.lang)
        text = own.format_map(values) if own is not None else say(self.lang, f"pages.{key}", **values)
        return typeset(self.lang, text)

    def set(self, text: str) -> str:
        """A text its author typed, set with the language's typography."""
        return typeset(self.lang, text)

    def quoted(self, text: str) -> str:
        """``« … »`` or ``“…”``; the full stop that ends a text would end the sentence that quotes it."""
        return self.say("quoted", text=text.removesuffix("."))

    def spell(self, items: Sequence[str], last: str = "and") -> str:
        """« a, b et c »."""
        return spell(self.lang, list(items), last)

    def day(self, day: date) -> str:
        """``2 mars 2026``."""
        return self.printer.day(day)

    def role(self, study: Study, role: str) -> str:
        """What pages call a role: its label, never a person."""
        declared = study.shared.roles.get(role)
        return self.set(declared.label) if declared else role

    def headline(self, text: str) -> str:
        """A text that opens with a capital, as labels made from the middle of a sentence must."""
        return f"{text[:1].upper()}{text[1:]}"
