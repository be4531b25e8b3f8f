"""All that one wave of a study says: its sentences, what its claims are worth, what to do, what was done."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.errors import Diagnostic
from generator.findings.claims import judge_claims, problem_of
from generator.findings.exposure import exposed
from generator.findings.finding import Finding, Findings, JudgedClaim, TextPath
from generator.findings.followup import follow
from generator.findings.omissions import omitted
from generator.findings.opportunities import expect
from generator.findings.priorities import prioritise
from generator.findings.sentences import Composed, Composer
from generator.findings.sides import Evidence
from generator.findings.trend import Trends
from generator.spec.language import Literal, Prose
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.spec.rules.texts import bound_texts
from generator.spec.symbols import Symbols
from generator.statistics.figures import Figures


def find(
    study: Study, plan: Plan, wave: str, figures: Mapping[str, Figures], symbols: Symbols, as_of: date
) -> Findings:
    """Judge one wave of a study on released figures, its own and those of the studies it cites.

    ``figures`` holds the figures of every study, by id; ``as_of`` decides what is late. Problems are all
    listed in the result: N02 (a claim not established), N04, N07, N10, I08 and P04.

    Raises:
        Unresolved: a reference names nothing in this wave; the rules of the spec refuse it first.
        KeyError: a cited study has no figures, though ``symbols`` knows its names.
    """
    evidence = Evidence(figures, symbols)
    composed = _composed(study, wave, evidence)
    claims = judge_claims(study, wave, evidence)
    ranked = prioritise(study, wave, figures[study.id])
    diagnostics = (
        *(problem for one in composed.values() for problem in one.diagnostics),
        *_unfounded(study, claims),
        *_contrary(study, wave, evidence),
        *ranked.diagnostics,
        *omitted(study, plan, wave, figures[study.id]),
    )
    return Findings(
        study=study.id,
        wave=wave,
        findings=tuple(_finding(study, wave, name, composed, claims[name]) for name in study.findings),
        priorities=ranked.priorities,
        actions=follow(study, wave, evidence, as_of),
        diagnostics=tuple(sorted(diagnostics, key=lambda problem: problem.order)),
        exposure=exposed(study, plan, wave, figures[study.id]),
        opportunities=expect(study, plan, wave, figures[study.id]),
        texts={path: one.sentence for path, one in composed.items() if path[0] != "findings"},
    )


def before_answers(study: Study) -> Findings:
    """What a study says before anyone answered: its sentences that speak of no figure, and nothing found."""
    composer = Composer(Evidence({}, Symbols({}, {})), study, "")
    texts = {
        said.path: composer.compose(said.text, said.path).sentence
        for said in bound_texts(study)
        if all(isinstance(part, Prose | Literal) for part in said.text.parts)
    }
    return Findings(study.id, "", (), None, (), (), texts)


def _composed(study: Study, wave: str, evidence: Evidence) -> Mapping[TextPath, Composed]:
    """Every bound text of the study, by its path."""
    return {
        said.path: Composer(evidence, study, wave, said.finding).compose(said.text, said.path)
        for said in bound_texts(study)
    }


def _finding(
    study: Study,
    wave: str,
    name: str,
    composed: Mapping[TextPath, Composed],
    claims: tuple[JudgedClaim, ...],
) -> Finding:
    stated = study.findings[name]
    mechanism = composed.get(("findings", name, "mechanism"))
    return Finding(
        id=name,
        wave=wave,
        says=composed["findings", name, "says"].sentence,
        mechanism=mechanism.sentence if mechanism else None,
        claims=claims,
        verdict=stated.verdict,
        decision=stated.decision,
        by=stated.by,
    )


def _unfounded(study: Study, claims: Mapping[str, tuple[JudgedClaim, ...]]) -> Iterator[Diagnostic]:
    for name, judged in claims.items():
        for index, claim in enumerate(judged):
            problem = problem_of(claim, study, name, index)
            if problem is not None:
                yield problem


def _contrary(study: Study, wave: str, evidence: Evidence) -> Iterator[Diagnostic]:
    for name, stated in study.findings.items():
        trends = Trends(evidence, study, wave, name)
        for key, text in (("says", stated.says), ("mechanism", stated.mechanism)):
            if text is not None:
                yield from trends.contradictions(text, ("findings", name, key))
