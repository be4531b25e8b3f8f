"""How claims are judged.

One test a claim, then one correction, the study's own, over all the tests of its claims in a wave. What
other pages compare as well has to be established in their family too (``statistics.families``).
What each claim needs to be established:

- ``a < b``, ``a > b``: the difference, by a two-sided test, on the claimed side.
- ``a <= b``, ``a >= b``: the same. Data cannot tell "at least 60 %" from "more than 60 %": what they must
  exclude is that the figure be less, so the whole interval has to stand beyond the constant and not
  only the estimate. That a figure did not move is said with ``=`` and a margin.
- ``a = b``: two one-sided tests within the finding's ``margin`` (Schuirmann 1987), outside the family.
- ``lowest(x) = i``: i below each other item, an intersection–union test on paired differences.
- ``top(k, x) has i``: i above all but k − 1 others, a partial conjunction (``judging.weakest``).
- ``rank(x, i) = k``: k − 1 items above i and all others below; rank 1 is the highest value. ``importance``
  and ``performance`` stand for the two sides of the priority rule.
- ``study.finding``: every claim of that finding is established in its own family, in the latest wave of
  its study (in the same wave, within a study).
"""

from collections.abc import Mapping
from dataclasses import replace

from generator.errors import Diagnostic
from generator.findings import wording
from generator.findings.bench import Bench, Tested
from generator.findings.finding import JudgedClaim, Standing
from generator.findings.judging import standing_of
from generator.findings.sides import Evidence
from generator.findings.trials import Obstacle, Trial
from generator.spec.language import Among, Claim, Comparison, Extreme, Ranked, StillHolds
from generator.spec.models import Study
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference
from generator.words import Words

Place = tuple[str, int]
"""A claim by its finding and its place in ``holds``."""


def judge_claims(study: Study, wave: str, evidence: Evidence) -> Mapping[str, tuple[JudgedClaim, ...]]:
    """Every claim of a study in a wave, by finding.

    Raises:
        Unresolved: a reference names nothing in that wave; the rules of the spec refuse it first.
    """
    own = _judged_on_figures(study, wave, evidence)
    return {
        name: tuple(_settled(study, wave, evidence, own, name, index) for index in range(len(finding.holds)))
        for name, finding in study.findings.items()
    }


def _settled(
    study: Study, wave: str, evidence: Evidence, own: Mapping[Place, JudgedClaim], name: str, index: int
) -> JudgedClaim:
    claim = study.findings[name].holds[index]
    match claim:
        case StillHolds():
            return _still(claim, study, wave, evidence)
        case Comparison() | Extreme() | Among() | Ranked():
            return own[name, index]


def _still(claim: StillHolds, study: Study, wave: str, evidence: Evidence) -> JudgedClaim:
    """Claims cite each other without cycles (the rules of the spec see to it), so this ends."""
    evidence.symbols.finding(claim.study, claim.finding)
    other = evidence.figures[claim.study].study
    cited = wave if other.id == study.id else list(other.waves)[-1]
    own = _judged_on_figures(other, cited, evidence)
    places = range(len(other.findings[claim.finding].holds))
    claims = [_settled(other, cited, evidence, own, claim.finding, index) for index in places]
    words = Words.of("findings.claim.still", study=other.title)
    numbers = tuple(dict.fromkeys(number for one in claims for number in one.numbers))
    standing, reading = _sum_of(claims)
    return JudgedClaim(str(claim), claim, standing, None, None, None, words, reading, numbers=numbers)


def _sum_of(claims: list[JudgedClaim]) -> tuple[Standing, Words]:
    """Where a finding stands whose claims stand so."""
    if not claims:
        return Standing.CANNOT_SAY, Words.of(f"findings.obstacle.{Obstacle.UNTESTED.value}")
    if all(claim.standing is Standing.ESTABLISHED for claim in claims):
        return Standing.ESTABLISHED, Words.of("findings.reading.still")
    return Standing.NOT_ESTABLISHED, Words.of("findings.reading.fallen")


def _judged_on_figures(study: Study, wave: str, evidence: Evidence) -> Mapping[Place, JudgedClaim]:
    """The claims that have a test of their own, corrected as one family."""
    claims = _tested_claims(study)
    trials = {
        (name, index): Bench(evidence, study, wave, name).trial(claim)
        for (name, index), claim in claims.items()
    }
    corrected = _corrected(trials, study)
    return {place: _judged(claims[place], trial, study, wave, evidence) for place, trial in corrected.items()}


def _tested_claims(study: Study) -> Mapping[Place, Tested]:
    return {
        (name, index): claim
        for name, finding in study.findings.items()
        for index, claim in enumerate(finding.holds)
        if not isinstance(claim, StillHolds)
    }


def _corrected(trials: Mapping[Place, Trial], study: Study) -> Mapping[Place, Trial]:
    """The family's tests corrected; equivalences and claims without a test stay out of it."""
    family = {place: t.test for place, t in trials.items() if t.test is not None and t.test.margin is None}
    tests = adjusted(list(family.values()), study.statistics.adjust, study.statistics.confidence)
    corrected = dict(zip(family, tests, strict=True))
    return {
        place: replace(
            trial, test=_no_surer(corrected[place], trial.told) if place in corrected else trial.test
        )
        for place, trial in trials.items()
    }


def _no_surer(test: Difference, told: Difference | None) -> Difference:
    """The claim's test, as uncertain as the pages that tell the same comparison among others.

    Claims are chosen by an author who may have read those pages: their own family alone would let a
    sentence call established what a table of the same site does not.
    """
    if told is None or told.p_adjusted is None or test.p_adjusted is None:
        return test
    if told.p_adjusted <= test.p_adjusted:
        return test
    return replace(test, p_adjusted=told.p_adjusted, family=told.family)


def _judged(claim: Claim, trial: Trial, study: Study, wave: str, evidence: Evidence) -> JudgedClaim:
    standing = _standing(trial, study.statistics.confidence)
    needed = _needed(trial, standing, study, wave, evidence)
    return JudgedClaim(
        source=str(claim),
        claim=claim,
        standing=standing,
        test=trial.test,
        left=trial.left,
        right=trial.right,
        words=trial.words,
        reading=_reading(trial, standing, needed),
        rival=trial.rival.score if trial.rival else None,
        numbers=trial.numbers,
        needed=needed,
    )


def _standing(trial: Trial, level: float) -> Standing:
    return Standing.CANNOT_SAY if trial.test is None else standing_of(trial.test, trial.sense, level)


def _needed(trial: Trial, standing: Standing, study: Study, wave: str, evidence: Evidence) -> int | None:
    """How many answers would settle a claim; an earlier wave cannot be asked again."""
    if (
        standing is not Standing.NOT_ESTABLISHED
        or trial.test is None
        or trial.left is None
        or not trial.can_grow
    ):
        return None
    return evidence.figures[study.id].answers_needed(trial.test, trial.left.n, wave)


def _reading(trial: Trial, standing: Standing, needed: int | None) -> Words:
    """What the data answered."""
    if trial.obstacle is not None:
        return Words.of(f"findings.obstacle.{trial.obstacle.value}")
    if trial.test is None or trial.gauge is None:
        raise ValueError("a trial has a test or an obstacle")
    return Words.of(
        f"findings.reading.{'rival' if trial.rival else 'compared'}",
        one=trial.one,
        other=trial.other,
        label=trial.rival.label if trial.rival else "",
        gap=wording.gap(trial.gauge, trial.gap, trial.test, trial.base),
        test=_tested(trial, trial.test, standing, needed),
        given=wording.given(trial.test.assumptions),
    )


def _tested(trial: Trial, test: Difference, standing: Standing, needed: int | None) -> Words:
    """A gap that contradicts its claim has no p to show: nothing was found on the claimed side."""
    if test.margin is not None and trial.margin is not None:
        return Words.of("findings.reading.margin", margin=trial.margin)
    return wording.NOTHING if standing is Standing.REFUTED else wording.test(test, needed)


def problem_of(judged: JudgedClaim, study: Study, finding: str, index: int) -> Diagnostic | None:
    """N02 for a claim that the data do not establish, where it is written."""
    code = _code(judged)
    if code is None:
        return None
    place = study.where("findings", finding, "holds", index)
    return Diagnostic(code, place, {"claim": judged.source, "reading": judged.reading}, study.excerpt(place))


def _code(judged: JudgedClaim) -> str | None:
    match judged.standing:
        case Standing.ESTABLISHED:
            return None
        case Standing.REFUTED:
            return "N02.refuted"
        case Standing.NOT_ESTABLISHED:
            return "N02.still" if isinstance(judged.claim, StillHolds) else "N02"
        case Standing.CANNOT_SAY:
            return "N02.unjudged"
