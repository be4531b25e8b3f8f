"""What all studies of one client share: roles, the journey, scales, vocabulary."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.spec.models.base import Alone, Node
from generator.spec.scalars import Address, Flag, Id, Integer, Text
from generator.words import Lang


class Level(StrEnum):
    """How high a role stands; a decision needs a role of level ``direction``."""

    DIRECTION = "direction"
    MANAGEMENT = "management"
    TEAM = "team"
    EXTERNAL = "external"


class Role(Node):
    """A function of the organisation, never a person's name."""

    label: Text
    """How pages call this role."""
    level: Level
    """Its rank: only ``direction`` settles decisions."""


class Moment(Node):
    """One moment of the journey, lived by both sides."""

    customer: Text
    """What the customer does at this moment."""
    employee: Text | None = None
    """What the employee does at the same moment."""
    truth: Flag = False
    """Whether this is a moment of truth."""
    channel: tuple[Text, ...] = ()
    """The channels through which it happens."""
    was: Id | None = None
    """Its former id, so that links keep working."""


class Scale(Node):
    """An answer scale, named once and used by many questions."""

    labels: dict[Id, Text]
    """Each code with its wording, from lowest to highest."""
    positive: tuple[Id, ...] = ()
    """Codes counted as favourable."""
    negative: tuple[Id, ...] = ()
    """Codes counted as unfavourable."""
    missing: dict[Id, Text] = {}
    """Codes outside the base, always shown beside it."""


class Hosting(Node):
    """Where the site is read, when it is not from a folder."""

    url: Address | None = None
    """Its address: a map of the site is then written, and links to it show an image."""
    indexed: Flag = False
    """Whether search engines are welcome; they are asked to stay away otherwise."""


class Shared(Node):
    """The file ``studies/_shared.yml``: what no study may redefine."""

    spec: Integer
    """Version of the format; this tool reads 1."""
    client: Text
    """The client whose studies these are."""
    owner: Text
    """Who owns the data and the results."""
    spoken: Annotated[tuple[Lang, ...], Alone()] = Field(default=(), alias="lang")
    """The language of this file, of the portal and of studies that do not say theirs, ``fr`` without it;
    a list where texts are given in several, that language first."""
    words: dict[Id, Text] = {}
    """Words that published texts must use."""
    roles: dict[Id, Role]
    """Functions that decide, own actions or sign findings."""
    journey: dict[Id, dict[Id, Moment]] = {}
    """Phases, each with its moments, in order."""
    scales: dict[Id, Scale] = {}
    """Named answer scales."""
    site: Hosting = Hosting()
    """Where the site is read."""

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Those it is written in, the client's own first."""
        return tuple(dict.fromkeys(self.spoken)) or (Lang.FR,)

    @property
    def lang(self) -> Lang:
        """The client's language."""
        return self.languages[0]

    @property
    def moments(self) -> dict[str, Moment]:
        """Every moment of the journey in order, whatever its phase."""
        return {name: moment for phase in self.journey.values() for name, moment in phase.items()}
