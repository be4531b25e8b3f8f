"""A comparison written for whoever reads it: a terminal, a merge request, a machine, a browser."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

from generator.locks import SECTIONS, Told
from generator.tracking.comparing import Compared, Figure
from generator.tracking.forms import Report
from generator.words import Formatter, Lang, say, typeset

_MOST_FIGURES = 20
"""A rule that moves one figure may move a thousand: the first are listed, the others counted."""


Found = tuple[Compared, ...]
Block = tuple[str, list[str]]
"""A heading and the sentences under it."""


def _text(found: Found, before: str, after: str, lang: Lang) -> str:
    lines = [_title(lang, before, after)]
    for one in found:
        lines += ["", one.study, "-" * len(one.study)]
        for heading, sentences in _blocks(one, lang):
            lines += [*([heading] if heading else []), *(f"  {sentence}" for sentence in sentences)]
    return "\n".join(lines)


def _markdown(found: Found, before: str, after: str, lang: Lang) -> str:
    lines = [f"## {_marked(_title(lang, before, after))}"]
    for one in found:
        lines += ["", f"### {_marked(one.study)}"]
        for heading, sentences in _blocks(one, lang):
            lines += ["", *([f"**{heading}**", ""] if heading else [])]
            lines += [f"- {_marked(sentence)}" for sentence in sentences]
    return "\n".join(lines)


def _json(found: Found, before: str, after: str, lang: Lang) -> str:
    studies = [
        {
            "study": one.study,
            "state": "new" if one.is_new else "gone" if one.is_gone else "compared",
            "changes": [
                {"section": told.section, "path": told.path, "told": _said(lang, told)} for told in one.told
            ],
            "figures": None
            if one.figures is None
            else [{"id": f.id, "before": f.before, "after": f.after} for f in one.figures],
        }
        for one in found
    ]
    whole = {"before": before, "after": after, "studies": studies}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _html(found: Found, before: str, after: str, lang: Lang) -> str:
    title = escape(_title(lang, before, after))
    parts = [
        "<!doctype html>",
        f'<html lang="{lang.value}"><head><meta charset="utf-8"><title>{title}</title></head><body>',
        f"<h1>{title}</h1>",
    ]
    for one in found:
        parts.append(f"<h2>{escape(one.study)}</h2>")
        for heading, sentences in _blocks(one, lang):
            items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
            parts.append(f"{f'<h3>{escape(heading)}</h3>' if heading else ''}<ul>{items}</ul>")
    return "\n".join([*parts, "</body></html>"])


REPORTS: Mapping[Report, Callable[[Found, str, str, Lang], str]] = {
    Report.TEXT: _text,
    Report.MARKDOWN: _markdown,
    Report.JSON: _json,
    Report.HTML: _html,
}


def _blocks(one: Compared, lang: Lang) -> Iterator[Block]:
    """What is said of one study, by section."""
    whole = "new_study" if one.is_new else "gone_study" if one.is_gone else ""
    if whole:
        yield "", [_told(lang, f"diff.{whole}", study=one.study)]
        return
    for section in SECTIONS:
        sentences = [_said(lang, told) for told in one.told if told.section == section]
        if sentences:
            yield _told(lang, f"diff.sections.{section}"), sentences
    if not one.told:
        yield "", [_told(lang, "diff.nothing")]
    if one.is_of_figures:
        yield _told(lang, "diff.sections.numbers"), list(_figures(one, lang))


def _figures(one: Compared, lang: Lang) -> Iterator[str]:
    if one.figures is None:
        yield _told(lang, "diff.unread", study=one.study)
        return
    if not one.figures:
        yield _told(lang, "diff.numbers.none")
    yield from (_figure(figure, lang) for figure in one.figures[:_MOST_FIGURES])
    left = len(one.figures) - _MOST_FIGURES
    if left > 0:
        yield _told(lang, "diff.numbers.more", count=left)


_SHARES = ("top_box", "bottom_box", "share", "first_choice")


def _figure(figure: Figure, lang: Lang) -> str:
    before, after = (_value(figure, value, lang) for value in (figure.before, figure.after))
    kind = "added" if figure.before is None else "removed" if figure.after is None else "changed"
    return _told(lang, f"diff.numbers.{kind}", id=figure.id, before=before, after=after)


def _value(figure: Figure, value: float | None, lang: Lang) -> str:
    if value is None:
        return ""
    printer = Formatter(lang)
    is_share = figure.statistic.partition(":")[0] in _SHARES
    return printer.percent(value) if is_share else printer.number(value, 1)


def _title(lang: Lang, before: str, after: str) -> str:
    return _told(lang, "diff.title", before=before, after=after)


def _said(lang: Lang, told: Told) -> str:
    (key,) = told.words.keys
    return _told(lang, key, **told.words.values)


def _told(lang: Lang, key: str, **values: object) -> str:
    return typeset(lang, say(lang, key, **values))


def _marked(text: str) -> str:
    """Text that Markdown takes as it is: a question may hold a star, an id an underscore."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)
