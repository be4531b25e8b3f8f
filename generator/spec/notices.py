"""What participants were told, read from the file that a study's record names."""

from pathlib import Path

from generator.spec.models import Study


def notice_of(study: Study, folder: Path) -> str:
    """The notice in a study's ``folder``; empty when it cannot be read as text, which a page then says."""
    try:
        return (folder / study.gdpr.notice).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
