"""What git knows of a workspace, and the one date that a build speaks from."""

from generator.history.git import as_of_date, is_tracked, last_commit_date

__all__ = ["as_of_date", "is_tracked", "last_commit_date"]
