"""What can go wrong, said so that the person who reads it can put it right."""

from generator.errors.diagnostic import Diagnostic, Position, Severity
from generator.errors.exits import ExitCode
from generator.errors.explain import explanation, known_codes
from generator.errors.refusal import Refused
from generator.errors.report import render, to_github, to_json, to_sarif

__all__ = [
    "Diagnostic",
    "ExitCode",
    "Position",
    "Refused",
    "Severity",
    "explanation",
    "known_codes",
    "render",
    "to_github",
    "to_json",
    "to_sarif",
]
