"""V06, V07, L07: no quotation is published that tells who spoke, or that no person has read."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.models import Verbatim
from generator.spec.quotations import (
    alert_in,
    approval_hash,
    bare,
    capital_in,
    crowd,
    dangers_in,
    is_approved,
    least_crowd,
    words_of,
)
from generator.spec.rules.setting import Rule, Setting

_MANY = 3
"""From the fourth on, quotations of one theme are lined up instead of chosen."""


def _quotations(setting: Setting) -> Iterator[tuple[str, Verbatim]]:
    """Those whose group exists: another rule tells the others."""
    material = setting.study.qualitative
    for name, quotation in (material.verbatims if material else {}).items():
        if material and quotation.group in material.groups:
            yield name, quotation


def quotations_name_nobody(setting: Setting) -> Iterator[Diagnostic]:
    """V06: of what was said and of its context; the place is given, what stands there is not repeated."""
    listed = _listed(setting)
    if listed is None:
        yield setting.problem("V06.no_list", "privacy", "lexicon")
    for name, quotation in _quotations(setting):
        for key in ("text", "context"):
            path = ("qualitative", "verbatims", name, key)
            text = getattr(quotation, key)
            for danger, offset in dangers_in(text, setting.study, listed or ()):
                yield setting.problem(f"V06.{danger.value}", *path, offset=offset, verbatim=name)
            alert = alert_in(text, setting.study.language)
            if alert is not None:
                yield setting.problem("V06.alert", *path, offset=alert, verbatim=name)


def _listed(setting: Setting) -> frozenset[str] | None:
    """The study's list of words; None when it is declared and cannot be read."""
    lexicon = setting.study.privacy.lexicon
    if lexicon is None:
        return frozenset()
    try:
        return words_of((setting.folder / lexicon).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def quotations_hide_their_speaker(setting: Setting) -> Iterator[Diagnostic]:
    """V07: the sizes of groups are design facts, and may be told."""
    for name, quotation in _quotations(setting):
        least = least_crowd(setting.study)
        if crowd(setting.study, quotation) < least:
            path = ("qualitative", "verbatims", name, "group")
            yield setting.problem("V07", *path, verbatim=name, limit=least)


def quotations_are_approved(setting: Setting) -> Iterator[Diagnostic]:
    """L07: by a role, word for word; the message gives what to write."""
    for name, quotation in _quotations(setting):
        path = ("qualitative", "verbatims", name)
        given = approval_hash(setting.study.id, quotation)
        if quotation.approved is None:
            yield setting.key_problem("L07", *path, verbatim=name, hash=given)
        elif not is_approved(setting.study, quotation):
            lang = setting.study.language
            code = "L07.voided" if lang is setting.study.own_language else "L07.worded"
            at = (*path, "approved", "hash")
            yield setting.problem(code, *at, verbatim=name, hash=given, lang=lang.value)
        capital = capital_in(quotation.text, setting.study)
        if capital is not None and not is_approved(setting.study, quotation):
            yield setting.problem("V06.capital", *path, "text", offset=capital, verbatim=name)


def quotations_are_chosen(setting: Setting) -> Iterator[Diagnostic]:
    """L08: illustrated, not lined up. L08.twice: the same words under two names."""
    themes: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for name, quotation in _quotations(setting):
        themes.setdefault(quotation.illustrates, []).append(name)
        first = texts.setdefault(" ".join(bare(quotation.text).split()), name)
        if first != name:
            path = ("qualitative", "verbatims", name, "text")
            yield setting.problem("L08.twice", *path, verbatim=name, other=first)
    for theme, names in themes.items():
        if len(names) > _MANY:
            yield setting.key_problem(
                "L08", "qualitative", "verbatims", names[_MANY], theme=theme, limit=_MANY
            )


RULES: tuple[Rule, ...] = (
    quotations_name_nobody,
    quotations_hide_their_speaker,
    quotations_are_approved,
    quotations_are_chosen,
)
