"""What git knows of a workspace, and the one date that a build speaks from."""

from generator.history.git import as_of_date, committed, is_tracked, last_commit_date
from generator.history.revisions import Commit, born, commits_of, content_at, extract, is_shallow, resolve

__all__ = [
    "Commit",
    "as_of_date",
    "born",
    "commits_of",
    "committed",
    "content_at",
    "extract",
    "is_shallow",
    "is_tracked",
    "last_commit_date",
    "resolve",
]
