"""The labels that a file gives its codes, held against those of the spec: a scale turned round is caught."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.data.domains import Coded
from generator.data.source import Source
from generator.data.wanted import Want, Wanted
from generator.errors import Diagnostic, Position
from generator.spec.models import Study
from generator.spec.nearest import listed
from generator.spec.plan import Plan

Labels = Mapping[str, str]
"""The label of each code."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What is wanted, the file's codes translated where only their labels are the spec's; and the doubts."""

    wanted: Wanted
    problems: tuple[Diagnostic, ...]


def understood(source: Source, wanted: Wanted, study: Study, plan: Plan) -> Understood:
    """Map the labels of a file to the codes of the spec.

    A code that the spec knows must not carry the label of another (D26), and should carry its own (D27);
    one that it does not know stands for the code whose label it carries. What the wave translates under
    ``codes`` is not looked at: a person has said what it means.
    """
    ours = _labels_of(study, plan)
    compared = [_Compared(want, source.labels[want.column], ours.get(want.id, {})) for want in wanted.all
                if want.column in source.labels]  # fmt: skip
    translated = {each.want: each.translated() for each in compared}
    problems = tuple(problem for each in compared for problem in each.problems(source.name))
    return Understood(
        replace(
            wanted,
            measures=tuple(translated.get(want, want) for want in wanted.measures),
            segments=tuple(translated.get(want, want) for want in wanted.segments),
        ),
        problems,
    )


def _labels_of(study: Study, plan: Plan) -> Mapping[str, Labels]:
    measures = {m.id: {code.id: code.label for code in (*m.codes, *m.missing)} for m in plan.measures}
    segments = {name: {**each.levels, **each.missing} for name, each in study.segments.items()}
    return {**measures, **segments}


@dataclass(frozen=True, eq=False)
class _Compared:
    """The labels of one column, in the file and in the spec."""

    want: Want
    theirs: Labels
    ours: Labels

    def translated(self) -> Want:
        """The same, knowing what the file's own codes stand for."""
        if not isinstance(self.want.domain, Coded):
            return self.want
        known = self._by_label()
        more = {
            code: known[_plain(label)]
            for code, label in self._untold()
            if code not in self.ours and _plain(label) in known
        }
        return replace(
            self.want, domain=replace(self.want.domain, recodes={**more, **self.want.domain.recodes})
        )

    def problems(self, file: str) -> Iterator[Diagnostic]:
        """D26 and D27."""
        if not isinstance(self.want.domain, Coded):
            return
        known, values = self._by_label(), {"column": self.want.column, "id": self.want.id}
        both = [(code, label) for code, label in self._untold() if code in self.ours]
        turned = [code for code, label in both if known.get(_plain(label), code) != code]
        if turned:
            yield Diagnostic("D26", Position(file), {**values, "codes": listed(turned)})
        other = [
            code for code, label in both if _plain(label) not in known and not _says_itself(self.ours[code])
        ]
        if other:
            yield Diagnostic("D27", Position(file), {**values, "codes": listed(other)})

    def _untold(self) -> Iterator[tuple[str, str]]:
        """The codes of the file that the wave does not translate, with their labels."""
        recodes = self.want.domain.recodes if isinstance(self.want.domain, Coded) else {}
        for code, label in self.theirs.items():
            if code not in recodes and _plain(label):
                yield code, label

    def _by_label(self) -> Labels:
        """Our code of each label; a label that two codes share tells nothing."""
        plain = [_plain(label) for label in self.ours.values()]
        return {_plain(label): code for code, label in self.ours.items() if plain.count(_plain(label)) == 1}


def _says_itself(label: str) -> bool:
    """Whether a label of the spec is bare numbers, or the yes and no of a box: files word those freely."""
    return not re.search(r"[^\W\d_]", label) or _plain(label) in _BOX


def _plain(label: str) -> str:
    """A label without capitals, accents, punctuation or double spaces, which exports change."""
    bare = unicodedata.normalize("NFKD", label.casefold())
    return " ".join(re.findall(r"\w+", "".join(sign for sign in bare if not unicodedata.combining(sign))))


_BOX = frozenset({"oui", "non", "yes", "no"})
