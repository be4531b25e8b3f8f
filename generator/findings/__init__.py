"""What the data say: sentences bound to released numbers, tested claims, priorities, follow-up of actions."""

from generator.findings.find import before_answers, find
from generator.findings.finding import (
    Aim,
    Beside,
    BoundNumber,
    Effect,
    Finding,
    Findings,
    Followed,
    JudgedClaim,
    Movement,
    Priorities,
    Priority,
    Quadrant,
    Reach,
    Sentence,
    Standing,
    Words,
    text_of,
)
from generator.findings.wording import standing_told, told

__all__ = [
    "Aim",
    "Beside",
    "BoundNumber",
    "Effect",
    "Finding",
    "Findings",
    "Followed",
    "JudgedClaim",
    "Movement",
    "Priorities",
    "Priority",
    "Quadrant",
    "Reach",
    "Sentence",
    "Standing",
    "Words",
    "before_answers",
    "find",
    "standing_told",
    "text_of",
    "told",
]
