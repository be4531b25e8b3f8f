"""Invented answers as the file of a wave: its own names of columns and codes, and nothing undeclared."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.rehearsal.answers import NONE, Answers
from generator.rehearsal.drawing import Drawn
from generator.rehearsal.people import weight_column
from generator.rehearsal.segments import own_segments
from generator.spec.measures import Measure
from generator.spec.models import Question, Study
from generator.spec.plan import Plan

_MISSING = "missing"
"""What ``codes`` of a wave maps to when a code of the file means that nothing was answered."""

Texts = list[str]


def written(study: Study, plan: Plan, drawn: Drawn, base: str | None) -> bytes:
    """A wave's answers as CSV in UTF-8; ``base`` is the column of weights that raking starts from."""
    columns = dict(_columns(study, plan, drawn, base))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue().encode()


def _columns(study: Study, plan: Plan, drawn: Drawn, base: str | None) -> Iterator[tuple[str, Texts]]:
    """Every column with its texts, segments first."""
    names = _Names(study, drawn.wave)
    for name in own_segments(study, plan):
        declared = study.segments[name].column or name
        yield names.column(declared, name), _texts(drawn.segments[name], names.recodes(declared, name))
    for measure in plan.measures:
        if measure.is_asked_in(drawn.wave):
            question = study.questions[measure.question]
            recodes = names.recodes(measure.column, measure.question, measure.id)
            is_asked_of_all = question.ask_if is None
            yield names.of(measure, question), _texts(drawn.measures[measure.id], recodes, is_asked_of_all)
    weights = weight_column(study) or base
    if weights is not None and drawn.given is not None:
        yield names.column(weights), [f"{weight / 100:.2f}" for weight in drawn.given.tolist()]


@dataclass(frozen=True, slots=True)
class _Names:
    """What a wave's file calls our columns and codes."""

    study: Study
    wave: str

    def column(self, declared: str, *names: str) -> str:
        """The file's name for a declared column, drifted under one of our names or its own."""
        drifts = self.study.waves[self.wave].columns
        return next((drifts[name] for name in (*names, declared) if name in drifts), declared).strip()

    def of(self, measure: Measure, question: Question) -> str:
        """The column of a measure; where the whole question drifted, so did those of its items."""
        root = question.column or measure.question
        drifted = self.column(root, measure.question)
        if measure.item is not None and measure.column == f"{root}_{measure.item}" and drifted != root:
            return self.column(f"{drifted}_{measure.item}", measure.id, measure.column)
        return self.column(measure.column, measure.id)

    def recodes(self, *names: str) -> Mapping[str, str]:
        """Each of the file's codes with ours; the last name has the last word."""
        codes = self.study.waves[self.wave].codes
        return {raw: ours for name in names for raw, ours in codes.get(name, {}).items()}


def _texts(answers: Answers, recodes: Mapping[str, str], is_asked_of_all: bool = False) -> Texts:
    """What the file writes for each; an answer that it has no code for is left blank."""
    codes = {ours: raw for raw, ours in reversed([*recodes.items()])}
    table = {
        answers.code_of(label): codes.get(label, "" if label in recodes else label)
        for label in (*answers.labels, *answers.missing)
    }
    # A code for blanks would read as an answer where the question is not asked of everyone.
    table[NONE] = codes.get(_MISSING, "") if is_asked_of_all else ""
    if answers.numbers is None:
        return [table[code] for code in answers.codes.tolist()]
    given = zip(answers.codes.tolist(), answers.numbers.tolist(), strict=True)
    return [f"{number:.{answers.decimals}f}" if code > NONE else table[code] for code, number in given]
