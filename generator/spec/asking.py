"""What a questionnaire costs those who answer it, and what of it serves nothing."""

from collections.abc import Mapping

from generator.spec.models import QuestionType, Study
from generator.spec.models.measuring import Tier
from generator.spec.plan import Plan, references_of
from generator.spec.scores import named_by

_SECONDS: Mapping[QuestionType, int] = {
    QuestionType.SINGLE: 8,
    QuestionType.MULTI: 15,
    QuestionType.SCALE: 8,
    QuestionType.GRID: 6,
    QuestionType.NPS: 8,
    QuestionType.CES: 8,
    QuestionType.RANKING: 25,
    QuestionType.NUMERIC: 10,
    QuestionType.OPEN: 40,
}
"""The time an answer takes, each line of a grid apart: a rule of thumb, said as one."""


def minutes_to_answer(study: Study, wave: str) -> int:
    """How long a wave takes to answer: everyone is counted for every question, filters or not."""
    asked = [q for q in study.questions.values() if not q.asked_in or wave in q.asked_in]
    return round(sum(_SECONDS[q.type] * max(1, len(q.items)) for q in asked) / 60)


def never_cited(study: Study, plan: Plan) -> tuple[str, ...]:
    """The questions that no finding cites; those asked to filter or to divide people need none.

    Nor do those of a headline indicator, nor the one that the priority rule explains: the first page
    shows what they give.
    """
    references = [r for finding in study.findings.values() for r in references_of(finding)]
    cited = {m for r in references for s in named_by(plan.scores, r) for m in plan.measures_under(s)}
    shown = {m for s in plan.scores if s.tier is Tier.HEADLINE for m in plan.measures_under(s)}
    used = {plan.measure[measure].question for measure in cited | shown if measure in plan.measure}
    ranked = study.priorities.importance if study.priorities else None
    return tuple(
        name
        for name, q in study.questions.items()
        if q.role is None and name not in used and not (ranked and name == ranked.outcome)
    )
