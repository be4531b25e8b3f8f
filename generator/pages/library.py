"""What pages know of other studies: where each finding stands, and what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.findings.finding import Finding
from generator.pages.address import addresses_of
from generator.pages.sentences import sentence_of
from generator.pages.shown import Said
from generator.pages.subject import Subject
from generator.pages.voice import Voice
from generator.spec.models import Study
from generator.spec.rules.citations import citations, of_actions


@dataclass(frozen=True, slots=True)
class Cited:
    """A finding seen from elsewhere, under the words that say how the two are linked."""

    how: str
    says: tuple[Said, ...]
    study: str
    """The title of its study; empty when it is the reader's own."""
    page: PurePosixPath


@dataclass(frozen=True)
class Library:
    """The studies composed together, by id."""

    subjects: Mapping[str, Subject]

    def cited(self, name: str, how: str, reading: str) -> Cited | None:
        """The finding ``study.finding`` as the study ``reading`` cites it; None when it is not published."""
        study, _, finding = name.rpartition(".")
        subject = self.subjects.get(study or reading)
        found = _finding(subject, finding) if subject else None
        return self._told(subject, found, how, reading) if subject and found else None

    def explaining(self, study: str, finding: str, how: str) -> Iterator[Cited]:
        """The findings that say they explain this one."""
        for subject in self.subjects.values():
            for name, declared in subject.study.findings.items():
                found = _finding(subject, name)
                if declared.explains == f"{study}.{finding}" and found:
                    yield self._told(subject, found, how, study)

    def opposed(self, study: str, finding: str, how: str) -> Iterator[Cited]:
        """The findings that say they are in tension with this one, which did not say so itself."""
        for subject in self.subjects.values():
            for name, declared in subject.study.findings.items():
                names = {f"{study}.{finding}", *({finding} if subject.study.id == study else ())}
                found = _finding(subject, name)
                if declared.tension_with in names and found:
                    yield self._told(subject, found, how, study)

    @staticmethod
    def _told(subject: Subject, found: Finding, how: str, reading: str) -> Cited:
        voice = Voice(subject.study.language)
        return Cited(
            how,
            sentence_of(found.says),
            "" if subject.study.id == reading else voice.set(subject.study.title),
            addresses_of(subject.study).finding(found.id),
        )


def related(library: Library, study: Study) -> Iterator[str]:
    """The studies whose figures may stand on this one's pages: those it cites, follows, or faces."""
    yield from (citation.study for citation in citations(study))
    yield from (reference.at or "" for _, reference in of_actions(study))
    yield from study.links.upstream
    for finding in study.findings.values():
        yield from (name.rpartition(".")[0] for name in (finding.explains, finding.tension_with) if name)
    yield (study.diagnosis or "").rpartition(".")[0]
    for other in library.subjects.values():
        symmetry, findings = other.study.symmetry, other.study.findings.values()
        is_facing = symmetry is not None and symmetry.with_ == study.id
        named = (name or "" for one in findings for name in (one.explains, one.tension_with))
        is_answering = any(name.startswith(f"{study.id}.") for name in named)
        if is_facing or is_answering:
            yield other.study.id


def _finding(subject: Subject, name: str) -> Finding | None:
    return next((found for found in subject.findings.findings if found.id == name), None)
