"""The reference items kept beside the checkout, and what they are compared with.

Each item was computed with other software (R survey, base R) or by exact fractions. Their
conventions: missing answers leave by domain estimation, so every row of the filtered file is in the
design; an empty field is the only missing one, a category may be called ``None``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from generator.statistics import Figures
from tests.reference import opened
from tests.rooms.statistics import drawn

Comparison = tuple[str, Any, Any]
"""What is compared, what is expected, what was found."""


@dataclass(frozen=True)
class Item:
    """One reference item, with the folder its data lie in."""

    raw: Mapping[str, Any]
    folder: Path

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.raw["id"])

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self.raw["kind"])

    @property
    def params(self) -> Mapping[str, Any]:
        """What it was computed on."""
        named = ("var", "by", "row", "col", "outcome")
        stated = self.raw["params"] or {}
        return {name: named_by(value) if name in named else value for name, value in stated.items()}

    @property
    def expected(self) -> Mapping[str, Any]:
        """Its figures."""
        return self.raw["expected"]

    @property
    def design(self) -> Mapping[str, Any]:
        """Its design: the columns of weights, strata, clusters and population sizes."""
        return self.raw.get("design") or {}

    @property
    def domain(self) -> tuple[str, str] | None:
        """The segment and the level that it speaks of, when it is not of everyone."""
        segment, _, level = (self.params.get("domain") or "").partition("==")
        return (segment, level.strip("'")) if level else None

    def rows(self) -> pd.DataFrame:
        """Its data, filtered; answers stay text.

        Items of the customer files are all of their second wave, those that name no filter too: only
        then do the counts of complete answers that they state agree.
        """
        named = self.design.get("filter") or ("wave==2" if self.raw["dataset"].startswith("cx_") else "")
        rows = pd.read_csv(
            self.folder / self.raw["dataset"], dtype=str, keep_default_na=False, na_values=[""]
        )
        column, _, value = named.partition("==")
        rows = rows[rows[column] == value] if column else rows
        rows = rows.rename(columns=named_by).replace(WORDS)
        weight = self.design.get("weights")
        rows = rows.reset_index(drop=True)
        return rows.assign(w=rows[weight].astype(float) if weight else 1.0)

    def compare(self, comparisons: Iterator[Comparison]) -> None:
        """Fail on the first figure outside the item's tolerance."""
        tolerance = self.raw["tolerance"]
        for what, expected, found in comparisons:
            close = pytest.approx(expected, rel=tolerance["rel"], abs=tolerance["abs"])
            assert found == close, f"{self.id}: {what}"


WORDS = {"Yes": "oui", "No": "non"}
"""Answers that a spec refuses as text, since YAML may read them as true and false."""


def named_by(column: str) -> str:
    """A column under a name that a spec allows."""
    return column.replace(".", "_")


def level_of(answer: str) -> str:
    """An answer as the rows hold it."""
    return WORDS.get(answer, answer)


def items_in(folder: Path) -> tuple[Item, ...]:
    """Every reference item of a folder."""
    files = (json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json")))
    return tuple(Item(raw, folder) for held in files if "items" in held for raw in held["items"])


def figures_of(
    item: Item, rows: pd.DataFrame, asked: Sequence[str], by: str | None = None, is_plain: bool = False
) -> Figures:
    """The figures of a study that asks these columns, each on a scale of the answers met.

    A column of numbers ``x`` is also an indicator, its mean ``mean_x``; the column of ``nps`` and
    ``enps`` is a net promoter score, ``nps``. ``is_plain`` leaves strata and clusters out.
    """
    codes = {column: _codes(rows, column) for column in asked}
    study = drawn.study(
        {**drawn.CLIENT, "scales": {column: {"labels": _swapped(codes[column])} for column in asked}},
        questions={column: _question(item, column) for column in asked},
        segments={by: drawn.segment(by, *sorted(rows[by].dropna().unique()))} if by else {},
        indicators=dict(_indicator(item, column) for column in asked if _is_numeric(codes[column])),
        sample={"design": "probability"},
    )
    coded = rows.assign(**{column: rows[column].map(codes[column]) for column in asked})
    sampled = None if is_plain else opened.sampled_of(rows, item.design)
    weights = rows.w.to_numpy() if item.design.get("weights") else None
    return opened.figures(study, coded, weights, sampled)


def _question(item: Item, column: str) -> Mapping[str, Any]:
    if item.kind == "nps":
        return {"type": "nps", "text": column}
    return {"type": "scale", "scale": column, "text": column}


def _indicator(item: Item, column: str) -> tuple[str, Mapping[str, Any]]:
    name, kind = ("nps", "nps") if item.kind == "nps" else (f"mean_{column}", "mean")
    return name, {"kind": kind, "of": column}


def _codes(rows: pd.DataFrame, column: str) -> Mapping[str, str]:
    """The code of each answer: itself when all are numbers, else its place."""
    answers = sorted(rows[column].dropna().unique())
    if all(_is_number(answer) for answer in answers):
        return {answer: answer for answer in sorted(answers, key=float)}
    return {answer: str(place) for place, answer in enumerate(answers)}


def _swapped(codes: Mapping[str, str]) -> Mapping[str, str]:
    return {code: answer for answer, code in codes.items()}


def _is_numeric(codes: Mapping[str, str]) -> bool:
    return all(answer == code for answer, code in codes.items())


def code_of(rows: pd.DataFrame, column: str, answer: str) -> str:
    """The code that ``figures_of`` gave an answer of a column."""
    return _codes(rows, column)[level_of(answer)]


def _is_number(answer: str) -> bool:
    return answer.replace(".", "", 1).removeprefix("-").isdigit()
