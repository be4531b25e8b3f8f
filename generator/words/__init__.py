"""Every word and every number Boussole prints, in French and English, from one catalogue."""

from generator.words.catalogue import MissingWord, Words, say, spell, texts
from generator.words.formatting import Formatter, typeset
from generator.words.language import Lang

__all__ = ["Formatter", "Lang", "MissingWord", "Words", "say", "spell", "texts", "typeset"]
