"""The long form of a code, for ``boussole explain``."""

from collections.abc import Mapping
from difflib import get_close_matches

from generator.errors.diagnostic import Diagnostic
from generator.errors.refusal import Refused
from generator.words import Lang, say, texts, typeset

_PARTS = ("what", "why", "fix")


def known_codes() -> tuple[str, ...]:
    """Every code that may be met, in order."""
    titles = (key.split(".") for key in texts() if key.startswith("codes.") and key.endswith(".title"))
    return tuple(sorted(parts[1] for parts in titles if len(parts) == 3))


def explanation(code: str, lang: Lang) -> str:
    """What a code means, every way it can be broken, and how to mend it.

    Raises:
        Refused: E01, no such code.
    """
    number = code.strip().upper()
    if f"codes.{number}.title" not in texts():
        nearest = get_close_matches(number, known_codes(), n=3, cutoff=0.3) or known_codes()[:3]
        raise Refused([Diagnostic("E01", values={"code": number, "nearest": ", ".join(nearest)})])
    severity = Diagnostic(number).severity
    title = f"{number} · {say(lang, f'codes.{number}.title')} ({say(lang, f'report.{severity.value}')})"
    return "\n\n".join([typeset(lang, title), *(_form(number, form, lang) for form in _forms(number))])


def _forms(number: str) -> list[str]:
    """The ways a code can be broken: its own sentence and those of its variants."""
    keys = [key.removeprefix(f"codes.{number}.") for key in texts() if key.startswith(f"codes.{number}.")]
    variants = sorted({key.split(".")[0] for key in keys if "." in key})
    return [number] * ("what" in keys) + [f"{number}.{variant}" for variant in variants]


def _form(number: str, form: str, lang: Lang) -> str:
    return "\n".join(f"  {_label(part, lang)}{_sentence(number, form, part, lang)}" for part in _PARTS)


def _label(part: str, lang: Lang) -> str:
    return "" if part == "what" else say(lang, f"report.{part}")


def _sentence(number: str, form: str, part: str, lang: Lang) -> str:
    key = f"codes.{form}.{part}" if f"codes.{form}.{part}" in texts() else f"codes.{number}.{part}"
    entry = texts()[key][lang.value]
    text = entry["other"] if isinstance(entry, Mapping) else entry
    return typeset(lang, str(text).format_map(_Elided()).replace("….", "…"))


class _Elided(dict[str, str]):
    """Stands for values that only a real problem has."""

    def __missing__(self, key: str) -> str:
        return "…"
