"""What was promised to respondents and to the law."""

from generator.spec.models.base import Node
from generator.spec.scalars import Day, Exact, Flag, Integer, Prose, Text


class Privacy(Node):
    """Thresholds; each may be stricter than its floor, never looser."""

    promised: Integer
    """The threshold told to respondents: an absolute floor."""
    min_cell: Integer | None = None
    """The smallest base that is published."""
    min_sensitive: Integer | None = None
    """The smallest base of a sensitive question."""
    min_verbatims: Integer | None = None
    """The smallest group a quotation may come from."""
    min_group: Integer | None = None
    """The smallest moderated group that may be quoted."""
    max_cross: Integer | None = None
    """How many criteria may be crossed."""
    round_to: Integer | None = None
    """Decimals of a published percentage."""
    redact: tuple[Exact, ...] = ()
    """What is removed from quotations; a mark such as ``[lieu]`` stands in its place."""
    lexicon: Exact | None = None
    """A file inside the study's folder, a word a line or ``sha256:`` with its hash: names never quoted."""


class Keep(Node):
    """How long data are kept, then what."""

    until: Day
    """The last day."""
    then: Exact
    """``delete`` or ``archive``."""


class Dpia(Node):
    """The data protection impact assessment."""

    needed: Flag
    """Whether one is needed."""
    file: Exact | None = None
    """Where it lies."""
    why: Text | None = None
    """Why none is needed."""


class Gdpr(Node):
    """The record of processing."""

    controller: Text
    """Who decides why and how data are processed."""
    processor: Text | None = None
    """Who processes them for the controller."""
    purpose: Text
    """What they are for."""
    legal_basis: Text
    """The lawful basis."""
    people: Text
    """Whose data they are."""
    data: tuple[Text, ...]
    """The categories of data."""
    recipients: tuple[Text, ...]
    """Who receives results."""
    transfers: Text
    """Transfers outside the Union, or ``none``."""
    keep: Keep
    """How long data are kept."""
    notice: Text
    """The notice given to participants, inside the study's folder."""
    contact: Exact
    """Where people can write."""
    security: tuple[Text, ...]
    """Measures of protection."""
    dpia: Dpia | None = None
    """The impact assessment."""


class MethodNotice(Node):
    """What the method page cannot compute."""

    sponsor: Text
    """Who pays."""
    fieldwork_by: Text
    """Who asks."""
    incentive: Text | None = None
    """What respondents receive, or ``none``."""
    codes: tuple[Text, ...] = ()
    """Codes of conduct followed."""
    limits: Prose | None = None
    """What the study does not say."""
