"""One page in several languages: what leads from each version to the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator.pages.address import addresses_of
from generator.pages.document import Document, Version
from generator.pages.subject import Subject
from generator.words import Lang, say

Versions = Mapping[Lang, Document]


def with_versions(pages: Sequence[Document], translations: Iterable[Subject]) -> Iterator[Document]:
    """The pages of studies, each with its versions in the other languages of its study."""
    folders = [addresses_of(subject.study).essential.parent for subject in translations]
    known: dict[PurePosixPath, dict[Lang, Document]] = {}
    for page in pages if folders else ():
        known.setdefault(_common(page.path, folders), {})[page.lang] = page
    for page in pages:
        versions = known.get(_common(page.path, folders), {})
        yield replace(page, versions=tuple(_others(page, versions))) if len(versions) > 1 else page


def _common(path: PurePosixPath, folders: Iterable[PurePosixPath]) -> PurePosixPath:
    """The address of a page in its study's own language."""
    for folder in folders:
        if path.is_relative_to(folder):
            return folder.parent / path.relative_to(folder)
    return path


def _others(page: Document, versions: Versions) -> Iterator[Version]:
    for lang, other in versions.items():
        if lang is not page.lang:
            yield Version(lang, say(lang, "pages.language"), str(other.path))
