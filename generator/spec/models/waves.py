"""Fieldwork: when, how, and where the answers lie."""

from enum import StrEnum

from generator.spec.models.base import Node
from generator.spec.models.questions import Series
from generator.spec.scalars import Count, Day, Days, Exact, Number, Ratio, RoleId, Text


class WeightingMethod(StrEnum):
    """How weights are had."""

    RAKE = "rake"
    GIVEN = "given"


class Weighting(Node):
    """How respondents are weighted; without this section everyone counts once."""

    method: WeightingMethod
    """Raked on the wave's margins, or given by a column."""
    column: Exact | None = None
    """The column of given weights."""
    source: Text | None = None
    """Where the margins or the weights come from."""
    trim: Ratio | None = None
    """The largest ratio of a weight to the mean weight."""


class Amendment(Node):
    """A change made after the freeze, printed on the site."""

    what: Exact
    """The path that changed, such as ``priorities.cut``; ``data`` for answers that came after the closing."""
    was: Exact | None = None
    """For ``data``, the file that the wave was closed on: it stays until the wave is closed again."""
    why: Text
    """The reason."""
    by: RoleId
    """The role that decided it."""
    on: Day
    """The day it was decided."""


class Practice(StrEnum):
    """What of a collection can change between two waves, for every question at once."""

    MODE = "mode"
    POPULATION = "population"
    SAMPLE = "sample"
    WEIGHTING = "weighting"


class Changed(Node):
    """A change of practice since the wave before, and what it does to every series."""

    series: Series
    """Whether series break, continue, or are bridged."""
    why: Text
    """The reason for that decision."""
    offset: Number | None = None
    """For bridged series: what the change added, in points of each indicator."""
    margin: Number | None = None
    """For bridged series: the half-width of the offset's interval, in points, at the study's confidence."""


class Mode(StrEnum):
    """How people were asked."""

    WEB = "web"
    PHONE = "phone"
    FACE_TO_FACE = "face_to_face"
    PAPER = "paper"
    MIXED = "mixed"


class Wave(Node):
    """One wave of fieldwork."""

    field: Days
    """First and last day of fieldwork."""
    mode: Mode
    """How people were asked."""
    data: Exact | None = None
    """The data, in the study's folder: a file, ``file.xlsx#sheet``, ``base.sqlite#table``, or ``*.csv``."""
    source: Exact | None = None
    """The PostgreSQL table that ``boussole fetch`` copies to ``data``: ``postgresql:schema.table``."""
    invited: Count | None = None
    """How many people were asked to answer."""
    started: Count | None = None
    """How many people began to answer, whether or not they went to the end."""
    answers: Count | None = None
    """How many rows the data hold."""
    weights: Exact | None = None
    """The file of this wave's margins."""
    columns: dict[Exact, Exact] = {}
    """Where columns drifted: our name, then the name in this file."""
    codes: dict[Exact, dict[Exact, Exact]] = {}
    """Where codes drifted: our name, then each code of this file with ours, or ``missing``."""
    ignore: tuple[Exact, ...] = ()
    """Columns that are never read and whose names are never printed; ``*`` stands for any characters."""
    changed: dict[Practice, Changed] = {}
    """What changed in the way of asking since the wave before, and what that does to series."""
    amended: tuple[Amendment, ...] = ()
    """What changed after the freeze."""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of answers it names: that of today, then those it was closed on before."""
        named = (self.data, *(amendment.was for amendment in self.amended))
        return tuple(dict.fromkeys(file for file in named if file is not None))
