"""What is asked, to whom, and how answers are grouped."""

from enum import StrEnum
from typing import Annotated

from generator.spec.models.base import Node, wrapped
from generator.spec.scalars import Band, Condition, Exact, Flag, Id, Integer, Number, Text


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    GRID = "grid"
    NPS = "nps"
    CES = "ces"
    RANKING = "ranking"
    NUMERIC = "numeric"
    OPEN = "open"


class Timing(StrEnum):
    """Whether a question is asked just after the event or away from it."""

    HOT = "hot"
    COLD = "cold"


class EasySide(StrEnum):
    """Which end of an effort scale means easy."""

    HIGH = "high"
    LOW = "low"


class QuestionRole(StrEnum):
    """Why a question that informs no decision is asked all the same."""

    FILTER = "filter"
    SEGMENT = "segment"


class Series(StrEnum):
    """What a change of wording does to the comparison between waves."""

    BREAK = "break"
    CONTINUES = "continues"
    BRIDGED = "bridged"


class Item(Node):
    """One line of a grid."""

    text: Text
    """Its wording."""
    moment: Id | None = None
    """The moment of the journey it measures."""
    dimension: Text | None = None
    """The dimension of experience it belongs to."""
    column: Exact | None = None
    """Its column in the data, when it is not ``<question>_<item>``."""
    asked_in: tuple[Id, ...] = ()
    """The waves that ask it, when not all those of its question do: its series starts or ends there."""
    was: Id | None = None
    """Its former id, so that links keep working."""

    def is_asked_in(self, wave: str) -> bool:
        """Whether a wave that asks its question asks it too."""
        return not self.asked_in or wave in self.asked_in


class Overlapping(Node):
    """A wave in which both wordings were asked, as two questions: it measures what the change adds."""

    wave: Exact
    """That wave."""
    question: Id
    """The question that asked the other wording there, with the same scale, options and items."""


class Version(Node):
    """How a question was worded in an earlier wave, and what that does to the series."""

    text: Text | None = None
    """The wording of the question then."""
    items: dict[Id, Text] = {}
    """The wording of items then."""
    options: dict[Id, Text] = {}
    """The wording of options then."""
    scale: Id | None = None
    """The scale used then."""
    series: Series
    """Whether the series breaks, continues, or is bridged."""
    why: Text
    """The reason for that decision."""
    offset: Number | None = None
    """For a bridged series: what the change of wording added, in points of the indicator."""
    overlap: Overlapping | None = None
    """For a bridged series: where both wordings were asked, instead of ``offset`` and ``margin``."""
    margin: Number | None = None
    """For a bridged series: the half-width of the offset's interval, in points, at the study's confidence."""


class Question(Node):
    """One question of the questionnaire; the order of the file is the order it is asked in."""

    type: QuestionType
    """What kind of answer it takes."""
    text: Text
    """Its current wording."""
    scale: Id | None = None
    """The shared scale its answers use (scale and grid)."""
    items: dict[Id, Annotated[Item, wrapped("text")]] = {}
    """The lines of a grid."""
    options: dict[Id, Text] = {}
    """The possible answers (single, multi, ranking)."""
    exclusive: dict[Id, Text] = {}
    """Answers that exclude all others (multi)."""
    keep: Integer | None = None
    """How many options are ranked (ranking)."""
    points: Integer | None = None
    """How many points the effort scale has (ces), counted from 1."""
    easy: EasySide | None = None
    """Which end of the effort scale means easy (ces)."""
    range: tuple[Number, Number] | None = None
    """Lowest and highest admissible value (numeric)."""
    unit: Text | None = None
    """The unit of a numeric answer."""
    missing: dict[Id, Text] = {}
    """Codes outside the base, added to those of the scale."""
    ask_if: Condition | None = None
    """Who is asked; others are outside the base."""
    informs: tuple[Id, ...] = ()
    """The decisions this question informs."""
    role: QuestionRole | None = None
    """Why it is asked when it informs none."""
    moment: Id | None = None
    """The moment of the journey it measures."""
    timing: Timing | None = None
    """Asked hot or cold."""
    sensitive: Flag = False
    """Raises the threshold and forbids crossings."""
    publish: Exact | None = None
    """For an open question: ``coded_only``."""
    codes: dict[Id, Text] = {}
    """For an open question: the themes its answers were coded into."""
    column: Exact | None = None
    """Its column in the data, when it is not its id."""
    asked_in: tuple[Id, ...] = ()
    """The waves that ask it, when not all do."""
    versions: dict[Id, Version] = {}
    """Earlier wordings, by the last wave that used them."""
    was: Id | None = None
    """Its former id, so that links keep working."""


class Segment(Node):
    """A way to divide respondents, declared before the data."""

    column: Exact | None = None
    """The column that holds it."""
    levels: dict[Id, Text] = {}
    """Its codes with their labels."""
    cuts: dict[Id, Band] = {}
    """Bands of a numeric column."""
    labels: dict[Id, Text] = {}
    """Labels of the bands, when their ids do not read well."""
    when: Condition | None = None
    """A condition that makes one group of its own."""
    label: Text | None = None
    """How pages call this segment."""
    missing: dict[Id, Text] = {}
    """Codes that belong to no level."""
    sensitive: Flag = False
    """A self-declared sensitive trait: never crossed."""
    informs: tuple[Id, ...] = ()
    """The decisions that need it, where no finding names it."""
    was: Id | None = None
    """Its former id."""
