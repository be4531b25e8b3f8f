"""The auditor: reads a built site as a stranger would, and shares nothing with what built it."""

from generator.audit.auditing import audit

__all__ = ["audit"]
