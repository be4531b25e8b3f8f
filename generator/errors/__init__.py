"""What can go wrong, said so that the person who reads it can put it right."""

from generator.errors.diagnostic import Diagnostic, Position, Severity
from generator.errors.exits import ExitCode
from generator.errors.explain import explanation, known_codes
from generator.errors.refusal import Refused, has_errors, refuse_errors
from generator.errors.report import render, to_github, to_json, to_sarif

__all__ = [
    "Diagnostic",
    "ExitCode",
    "Position",
    "Refused",
    "Severity",
    "explanation",
    "has_errors",
    "known_codes",
    "refuse_errors",
    "render",
    "to_github",
    "to_json",
    "to_sarif",
]
