"""Every word and every number Boussole prints, in French and English, from one catalogue."""

from generator.words.catalogue import MissingWord, Words, say, spell, texts
from generator.words.formatting import Formatter, typeset
from generator.words.language import Lang
from generator.words.wording import AS_WRITTEN, Wording, blanks_of, rewordable

__all__ = [
    "AS_WRITTEN",
    "Formatter",
    "Lang",
    "MissingWord",
    "Wording",
    "Words",
    "blanks_of",
    "rewordable",
    "say",
    "spell",
    "texts",
    "typeset",
]
