"""What an author would else type: a new repository, a new study, one thing more in a study."""

from generator.scaffold.additions import Action, Addition, Finding, Wave, add
from generator.scaffold.repository import add_study, lay

__all__ = ["Action", "Addition", "Finding", "Wave", "add", "add_study", "lay"]
