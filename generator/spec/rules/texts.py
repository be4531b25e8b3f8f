"""The sentences of a study: those whose numbers are bound, and all those that people will read."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.spec.language import BoundText
from generator.spec.models import Study
from generator.spec.reader import Path


@dataclass(frozen=True, slots=True)
class Said:
    """One bound sentence, where it is written, and the finding that says it if one does."""

    path: Path
    text: BoundText
    finding: str | None = None


def bound_texts(study: Study) -> Iterator[Said]:
    """Every sentence whose figures must resolve."""
    yield Said(("objective",), study.objective)
    yield from checked_texts(study)
    if study.qualitative:
        for name, theme in study.qualitative.themes.items():
            yield Said(("qualitative", "themes", name, "label"), theme.label)


def checked_texts(study: Study) -> Iterator[Said]:
    """The sentences in which a loose digit or a number in words is looked for."""
    for name, decision in study.decisions.items():
        for key, text in (("prior", decision.prior), ("choice", decision.choice), ("why", decision.why)):
            if text is not None:
                yield Said(("decisions", name, key), text)
    yield from said_by_findings(study)
    yield from qualitative_texts(study)
    if study.method_notice.limits is not None:
        yield Said(("method_notice", "limits"), study.method_notice.limits)


def said_by_findings(study: Study) -> Iterator[Said]:
    """What findings say, and why it happens."""
    for name, finding in study.findings.items():
        yield Said(("findings", name, "says"), finding.says, name)
        if finding.mechanism is not None:
            yield Said(("findings", name, "mechanism"), finding.mechanism, name)


def qualitative_texts(study: Study) -> Iterator[Said]:
    """Leads and limits of qualitative material."""
    if study.qualitative is None:
        return
    for name, theme in study.qualitative.themes.items():
        for index, lead in enumerate(theme.leads):
            yield Said(("qualitative", "themes", name, "leads", index), lead)
    yield Said(("qualitative", "limits"), study.qualitative.limits)


_PUBLISHED = {
    *(
        "title",
        "objective",
        "ask",
        "prior",
        "changes_if",
        "choice",
        "why",
        "rejected",
        "says",
        "mechanism",
        "no_action",
    ),
    *("what", "note", "label", "leads", "limits", "feedback", "objectives", "expects", "needs", "tension"),
    *("before", "after", "meanwhile", "changes_if"),
}
"""Keys whose texts are sentences of the study's own, shown as they are."""

_ELSEWHERE = frozenset({"questions", "qualitative.verbatims", "gdpr", "privacy", "waves", "benchmarks"})
"""Where words are someone else's (a question as it was asked, a quotation, a legal record)."""


def sentences(study: Study) -> Iterator[tuple[Path, str]]:
    """Every text that a page will show as the study's own words."""
    for path, text in study.written():
        names = [str(step) for step in path if not isinstance(step, int)]
        is_elsewhere = bool(_ELSEWHERE & {names[0], ".".join(names[:2])})
        is_reported = len(names) > 1 and names[-2] in ("plenary", "discovered")
        if not is_elsewhere and (
            names[-1] in _PUBLISHED or is_reported or names[-2:] == ["population", "who"]
        ):
            yield path, text
