"""A study: the whole spec, frozen."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, PrivateAttr
from pydantic.json_schema import SkipJsonSchema

from generator.errors import Position
from generator.spec.models.base import Alone, Node
from generator.spec.models.decisions import Action, Decision, Finding, FollowedUp, Trial
from generator.spec.models.framing import (
    Audience,
    Cadence,
    Context,
    Links,
    Population,
    Readiness,
    Sample,
    StudyKind,
)
from generator.spec.models.measuring import (
    Benchmark,
    Economics,
    External,
    Indicator,
    Priorities,
    Statistics,
    Symmetry,
)
from generator.spec.models.protecting import Gdpr, MethodNotice, Privacy
from generator.spec.models.qualitative import Qualitative
from generator.spec.models.questions import Question, Segment
from generator.spec.models.shared import Shared
from generator.spec.models.waves import Wave, Weighting
from generator.spec.models.workshops import Workshop
from generator.spec.reader import Path
from generator.spec.scalars import Exact, Id, Integer, Prose, Text
from generator.spec.sources import Sources
from generator.words import Lang


class Study(Node):
    """One study, from the decision it settles to the actions that finish it."""

    spec: Integer
    """Version of the format; this tool reads 1."""
    id: Id
    """Its id, which is also the name of its folder and of its address."""
    title: Text
    """Its title."""
    kind: StudyKind
    """Survey, qualitative, workshop or mixed."""
    audience: Audience
    """Customers, employees or both: it sets the privacy profile."""
    spoken: Annotated[tuple[Lang, ...], Alone()] = Field(default=(), alias="lang")
    """Its language, when it is not the client's; a list when texts are given in several, its own first."""

    objective: Prose
    """What the study is for."""
    links: Links = Links()
    """Studies before and after."""
    diagnosis: Exact | None = None
    """The finding a workshop starts from, as ``study.finding``."""
    decisions: dict[Id, Decision] = {}
    """The decisions it settles."""
    readiness: Readiness
    """Whether it is worth asking at all."""
    context: Context = Context()
    """Circumstances."""
    cadence: Cadence | None = None
    """How often it is repeated."""

    population: Population | None = None
    """The people it speaks of."""
    sample: Sample | None = None
    """How they were chosen."""
    weighting: Weighting | None = None
    """How they are weighted."""
    segments: dict[Id, Segment] = {}
    """How they are divided."""
    crossings: tuple[tuple[Id, ...], ...] = ()
    """Pairs of segments that may be crossed; others do not exist."""
    questions: dict[Id, Question] = {}
    """What is asked, in order."""

    indicators: dict[Id, Indicator] = {}
    """What is computed."""
    priorities: Priorities | None = None
    """The rule that ranks."""
    symmetry: Symmetry | None = None
    """The mirror with a paired study."""
    waves: dict[Id, Wave] = {}
    """Fieldwork, oldest first."""
    statistics: Statistics = Statistics()
    """How certain a claim must be."""
    external: dict[Id, External] = {}
    """Outside series shown beside."""
    benchmarks: dict[Id, Benchmark] = {}
    """Outside figures shown as context."""
    economics: Economics | None = None
    """Economic stakes."""

    qualitative: Qualitative | None = None
    """Groups and interviews."""
    workshops: dict[Id, Workshop] = {}
    """Workshops."""
    trials: dict[Id, Trial] = {}
    """30-day tests."""

    findings: dict[Id, Finding] = {}
    """What the data say, in order of importance."""
    actions: dict[Id, Action] = {}
    """What is done about it."""
    since_last: dict[Id, dict[Id, FollowedUp]] = {}
    """What became of earlier promises, by wave."""
    retired: dict[Id, Text] = {}
    """Decisions and findings that were published and no longer stand, each with the reason."""

    privacy: Privacy
    """Thresholds."""
    gdpr: Gdpr
    """The record of processing."""
    method_notice: MethodNotice
    """What the method page cannot compute."""

    shared: SkipJsonSchema[Shared] = Field(exclude=True, repr=False)
    """The client's shared file, put here by the loader: never a key of a study."""

    _sources: Sources | None = PrivateAttr(default=None)
    _translations: Mapping[Lang, "Study"] = PrivateAttr(default_factory=dict)
    _reads: Lang | None = PrivateAttr(default=None)

    def where(self, *path: str | int, offset: int | None = None) -> Position:
        """The place of a node, or of a character of its text; of its nearest parent when it is implied."""
        if self._sources is None:
            return Position(f"studies/{self.id}/study.yml")
        return self._sources.locate(path, offset)

    def where_key(self, *path: str | int) -> Position:
        """The place of a node's key."""
        return self.where(*path) if self._sources is None else self._sources.locate_key(path)

    def excerpt(self, position: Position) -> str | None:
        """The line of the spec at a place; None when it is not in this study's files."""
        return None if self._sources is None else self._sources.excerpt(position)

    def written(self) -> Iterator[tuple[Path, str]]:
        """Every text of its files as its author wrote it, with its path."""
        return iter(()) if self._sources is None else self._sources.scalars()

    def read_from(self, sources: Sources) -> Self:
        """The same study, knowing where each of its nodes was written."""
        placed = self.model_copy()
        placed._sources = sources
        return placed

    def said_in(self, lang: Lang) -> Self:
        """The same study, whose texts are those of one of its languages."""
        told = self.model_copy()
        told._reads = lang
        return told

    def translated(self, translations: Mapping[Lang, "Study"]) -> Self:
        """The same study, with what it says in its other languages: the same ids, claims and numbers."""
        told = self.model_copy()
        told._translations = translations
        return told

    def during(self, waves: Mapping[str, Wave]) -> "Study":
        """The same study, in each of its languages, with these waves only."""
        others = {lang: told.during(waves) for lang, told in self.translations.items()}
        return self.model_copy(update={"waves": waves}).translated(others)

    def awaiting(self) -> "Study":
        """The same study, in each of its languages, before anyone answered: what it asks and promises."""
        others = {lang: told.awaiting() for lang, told in self.translations.items()}
        to_come = ("findings", "actions", "trials", "workshops", "since_last")
        unsaid = dict.fromkeys(("qualitative", "symmetry", "diagnosis"))
        return self.model_copy(update={**{key: {} for key in to_come}, **unsaid}).translated(others)

    def beside(self, translation: "Study") -> Mapping[Position, Position]:
        """Where each text of a translation stands, and where the same text stands in this language."""
        paths = self._sources.chosen if self._sources else ()
        return {translation.where(*path): self.where(*path) for path in paths}

    @property
    def translations(self) -> Mapping[Lang, "Study"]:
        """What it says in its other languages."""
        return self._translations

    @property
    def is_deferred(self) -> bool:
        """Whether it is put off: nothing is asked, and its pages say why."""
        return self.readiness.defer is not None

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Those it speaks, its own first."""
        return tuple(dict.fromkeys(self.spoken)) or (self.shared.lang,)

    @property
    def own_language(self) -> Lang:
        """The one its addresses are in, and its data."""
        return self.languages[0]

    @property
    def language(self) -> Lang:
        """The language of its texts."""
        return self._reads or self.own_language
