"""N10: the worst of what was measured is in no finding."""

from collections.abc import Iterator
from dataclasses import replace

from generator.errors import Diagnostic
from generator.spec.language import Among, Claim, Comparison, Extreme, Ranked, Reference, StillHolds
from generator.spec.models import Finding, Study, Tier
from generator.spec.models.measuring import Better
from generator.spec.plan import Plan, figures_of, is_own, references_in
from generator.spec.scores import named_by
from generator.statistics.figures import Figures

WORST = 3
"""How many of the worst moments are looked for: a reader is owed at least one of them."""


def omitted(study: Study, plan: Plan, wave: str, figures: Figures) -> Iterator[Diagnostic]:
    """A warning for each indicator of moments whose three worst items no finding speaks of."""
    spoken = set(_spoken(study, plan))
    for indicator, declared in study.indicators.items():
        if study.findings and declared.tier is Tier.MOMENT:
            worst = _worst(indicator, plan, wave, figures, declared.better is Better.DOWN)
            if len(worst) == WORST and not spoken.intersection(worst):
                items = ", ".join(plan.score[name].item or name for name in worst)
                yield Diagnostic("N10", study.where("findings"), {"indicator": indicator, "items": items})


def _worst(indicator: str, plan: Plan, wave: str, figures: Figures, is_worse_high: bool) -> list[str]:
    """The released items of an indicator that stand worst, the worst first."""
    scores = [s for s in named_by(plan.scores, Reference(indicator)) if plan.is_known_in(wave, s)]
    values = {s.id: estimate.value for s in scores if (estimate := figures.estimate(s.id, wave)) is not None}
    return sorted(values, key=lambda name: values[name], reverse=is_worse_high)[:WORST]


def _spoken(study: Study, plan: Plan) -> Iterator[str]:
    """The scores that findings name, in their sentences or in their claims."""
    for finding in study.findings.values():
        for reference in _named(finding):
            if is_own(reference, study):
                yield from (score.id for score in named_by(plan.scores, reference))


def _named(finding: Finding) -> Iterator[Reference]:
    for figure in figures_of(finding):
        yield figure.reference
    for claim in finding.holds:
        yield from _claimed(claim)


def _claimed(claim: Claim) -> Iterator[Reference]:
    """What a claim speaks of; a ranking names a whole indicator but speaks of one item."""
    match claim:
        case Comparison():
            yield from references_in(claim)
        case Extreme(of=of, item=item) | Among(of=of, item=item):
            yield replace(of, item=item)
        case Ranked(of=of, item=item):
            yield Reference(of, item)
        case StillHolds():
            return
