"""Every rule that needs no data, no lock and no built site, one module per chapter of diagnostics."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.rules import (
    actions,
    comparators,
    comparisons,
    economics,
    findings,
    framing,
    gdpr,
    indicators,
    mirrors,
    naming,
    necessity,
    priorities,
    privacy,
    qualitative,
    questionnaire,
    quotations,
    references,
    structure,
    waves,
    workshops,
)
from generator.spec.rules.citations import Citation, citations
from generator.spec.rules.setting import Setting
from generator.spec.rules.shared import check_shared

__all__ = ["Citation", "Setting", "check", "check_foundations", "check_shared", "citations"]

_FOUNDATIONS = (
    *structure.FOUNDATIONS,
    *naming.FOUNDATIONS,
    *questionnaire.FOUNDATIONS,
    *indicators.FOUNDATIONS,
    # A crossing of three is refused before its groups are made: three hundred levels cubed fill memory.
    *privacy.FOUNDATIONS,
)

_RULES = (
    *structure.RULES,
    *naming.RULES,
    *references.RULES,
    *framing.RULES,
    *questionnaire.RULES,
    *necessity.RULES,
    *indicators.RULES,
    *priorities.RULES,
    *comparisons.RULES,
    *mirrors.RULES,
    *economics.RULES,
    *findings.RULES,
    *comparators.RULES,
    *actions.RULES,
    *privacy.RULES,
    *gdpr.RULES,
    *qualitative.RULES,
    *quotations.RULES,
    *workshops.RULES,
    *waves.RULES,
)


def check_foundations(setting: Setting) -> Iterator[Diagnostic]:
    """What must be true before anything can be computed: names, questions, segments and formulas."""
    for rule in _FOUNDATIONS:
        yield from rule(setting)


def check(setting: Setting) -> Iterator[Diagnostic]:
    """Everything else. Rules that look at figures say nothing while foundations are wrong."""
    for rule in _RULES:
        yield from rule(setting)
