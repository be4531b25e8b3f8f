"""What tells a person in a text: a title before a name, an e-mail address, a telephone number."""

import re
from enum import StrEnum


class Trace(StrEnum):
    """What of a person was found."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"

    @property
    def code(self) -> str:
        """The code of its diagnostic, which never repeats what was found."""
        return "S06" if self is Trace.NAME else f"S06.{self.value}"


_SPACE = "[ \u00a0\u202f]"
_NAME = re.compile(
    rf"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Dr|Pr|Monsieur|Madame|Mademoiselle|Mr|Mrs|Ms|Miss|Prof\.?){_SPACE}+"
    rf"(?:[A-ZÀ-Þ]\.{_SPACE}*)?[A-ZÀ-Þ][\w'’-]+"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?:(?:\+|00)\d{1,3}[ \u00a0\u202f.-]?(?:\(0\))?|0)[1-9](?:[ \u00a0\u202f.-]?\d){7,9}"
    r"|\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}"
    r")(?![\w/-])"
)
"""With the country's prefix, as in France, or as in North America."""


def person_in(text: str) -> tuple[Trace, int] | None:
    """The first trace of a person in a text and its offset, or None.

    A name without a title is not seen: no list of names is complete, and a wrong alarm on a brand
    or a place would teach people to ignore the true ones.
    """
    traces = ((Trace.NAME, _NAME), (Trace.EMAIL, _EMAIL), (Trace.PHONE, _PHONE))
    found = [(match.start(), trace) for trace, pattern in traces if (match := pattern.search(text))]
    return (min(found)[1], min(found)[0]) if found else None
