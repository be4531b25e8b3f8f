"""Diagnostics as text for people and as JSON, SARIF or annotations for code hosts."""

import json
from collections.abc import Iterable
from urllib.parse import quote

from generator.errors.diagnostic import Diagnostic, Severity
from generator.words import Lang, say


def render(diagnostic: Diagnostic, lang: Lang) -> str:
    """The diagnostic as people read it: place, code, what, why, how to fix, the line at fault."""
    kind = say(lang, f"report.{diagnostic.severity.value}")
    place = f"{diagnostic.position}  " if diagnostic.position else ""
    lines = [f"{place}{diagnostic.number} {kind}", f"  {diagnostic.sentence(lang, 'what')}"]
    lines += [f"  {say(lang, f'report.{part}')}{diagnostic.sentence(lang, part)}" for part in ("why", "fix")]
    if diagnostic.excerpt is not None and diagnostic.position is not None:
        lines.append(f"  | {diagnostic.position.line} | {diagnostic.excerpt}")
    return "\n".join(lines)


def to_json(diagnostics: Iterable[Diagnostic], lang: Lang) -> str:
    """A JSON array, one object per diagnostic."""
    return json.dumps([_as_dict(d, lang) for d in diagnostics], ensure_ascii=False, indent=2)


def _as_dict(diagnostic: Diagnostic, lang: Lang) -> dict[str, object]:
    place = diagnostic.position
    return {
        "code": diagnostic.number,
        "severity": diagnostic.severity.value,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        **{part: diagnostic.sentence(lang, part) for part in ("what", "why", "fix")},
    }


def to_github(diagnostics: Iterable[Diagnostic], lang: Lang) -> str:
    """Workflow commands that a code host shows beside the line."""
    return "\n".join(_annotation(d, lang) for d in diagnostics)


def _annotation(diagnostic: Diagnostic, lang: Lang) -> str:
    place, properties = diagnostic.position, ""
    if place:
        file = _escaped(place.file, ":,")
        properties = f"file={file},line={max(place.line, 1)},col={max(place.column, 1)},"
    message = " ".join(diagnostic.sentence(lang, part) for part in ("what", "why", "fix"))
    return f"::{diagnostic.severity.value} {properties}title={diagnostic.number}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """A text without the characters that would end a command, or one of its properties."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def to_sarif(diagnostics: Iterable[Diagnostic], lang: Lang) -> str:
    """SARIF 2.1.0, for code hosts that read it."""
    results = [_result(d, lang) for d in diagnostics]
    rules = [{"id": code} for code in sorted({str(r["ruleId"]) for r in results})]
    run = {"tool": {"driver": {"name": "boussole", "rules": rules}}, "results": results}
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(diagnostic: Diagnostic, lang: Lang) -> dict[str, object]:
    place = diagnostic.position
    result: dict[str, object] = {
        "ruleId": diagnostic.number,
        "level": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "message": {"text": " ".join(diagnostic.sentence(lang, part) for part in ("what", "why", "fix"))},
    }
    if place:
        region = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
        location = {"artifactLocation": {"uri": quote(place.file)}, "region": region}
        result["locations"] = [{"physicalLocation": location}]
    return result
