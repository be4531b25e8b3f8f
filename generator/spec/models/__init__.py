"""The study spec as frozen models: the schema is the manual, each field has its sentence."""

from generator.spec.models.base import Node
from generator.spec.models.decisions import (
    Action,
    ActionState,
    Decision,
    DecisionState,
    Finding,
    FindingGroup,
    FollowedUp,
    Trial,
    Verdict,
)
from generator.spec.models.framing import Audience, Design, Links, Population, Readiness, Sample, StudyKind
from generator.spec.models.measuring import (
    Adjustment,
    Benchmark,
    Economics,
    Indicator,
    IndicatorKind,
    Priorities,
    PriorityRule,
    Statistics,
    Symmetry,
    Tier,
)
from generator.spec.models.protecting import Gdpr, MethodNotice, Privacy
from generator.spec.models.qualitative import Qualitative, Theme, Verbatim
from generator.spec.models.questions import Item, Question, QuestionType, Segment, Series, Version
from generator.spec.models.shared import Moment, Role, Scale, Shared
from generator.spec.models.study import Study
from generator.spec.models.waves import Amendment, Wave, Weighting, WeightingMethod
from generator.spec.models.workshops import Workshop, WorkshopKind

__all__ = [
    "Action",
    "ActionState",
    "Adjustment",
    "Amendment",
    "Audience",
    "Benchmark",
    "Decision",
    "DecisionState",
    "Design",
    "Economics",
    "Finding",
    "FindingGroup",
    "FollowedUp",
    "Gdpr",
    "Indicator",
    "IndicatorKind",
    "Item",
    "Links",
    "MethodNotice",
    "Moment",
    "Node",
    "Population",
    "Priorities",
    "PriorityRule",
    "Privacy",
    "Qualitative",
    "Question",
    "QuestionType",
    "Readiness",
    "Role",
    "Sample",
    "Scale",
    "Segment",
    "Series",
    "Shared",
    "Statistics",
    "Study",
    "StudyKind",
    "Symmetry",
    "Theme",
    "Tier",
    "Trial",
    "Verbatim",
    "Verdict",
    "Version",
    "Wave",
    "Weighting",
    "WeightingMethod",
    "Workshop",
    "WorkshopKind",
]
