"""The page to read first: what is to be decided, what the data say, who acts, what is left alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.findings.finding import Finding
from generator.pages.address import Addresses
from generator.pages.models.common import (
    ActionLine,
    FindingLine,
    action_line,
    decision_choice,
    decision_status,
    finding_line,
    open_actions,
    text,
)
from generator.pages.models.headlines import Headline, headline_scores, headlines_of
from generator.pages.models.identity import is_anything_withheld, meta, uncertainty
from generator.pages.models.priorities import PrioritiesModel, lock_told, priorities_model
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Change, Figure, Said
from generator.spec.models import Verdict

MOST_FINDINGS = 5
MOST_ACTIONS = 5
MOST_CONTRASTS = 4


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision with the finding that weighs most on it."""

    ask: str
    status: str
    decider: str
    choice: tuple[Said, ...]
    lead: FindingLine | None
    page: PurePosixPath


@dataclass(frozen=True, slots=True)
class Contrast:
    """A segment that differs from the rest on a headline indicator."""

    group: str
    label: str
    figure: Figure
    change: Change
    page: PurePosixPath | None


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that will not be done: what the data say against it, or an option set aside."""

    says: tuple[Said, ...]
    why: str
    page: PurePosixPath


@dataclass(frozen=True)
class Essential:
    """The essential page."""

    title: str
    banner: str
    objective: tuple[Said, ...]
    meta: tuple[tuple[Said, ...], ...]
    decisions: tuple[DecisionCard, ...]
    others: tuple[FindingLine, ...]
    priorities: PrioritiesModel | None
    headlines: tuple[Headline, ...]
    headlines_lead: str
    contrasts: tuple[Contrast, ...]
    contrasts_family: str
    has_groups: bool
    actions: tuple[ActionLine, ...]
    stops: tuple[Stop, ...]
    limits: tuple[Said, ...]
    cautions: tuple[str, ...]
    has_small: bool


def essential_model(reader: Reader, addresses: Addresses) -> Essential:
    """The essential page of a study, from its latest wave."""
    leads, others = _chosen(reader)
    page = Essential(
        title=reader.voice.set(reader.study.title),
        banner=_banner(reader),
        objective=text(reader, "objective"),
        meta=meta(reader),
        decisions=tuple(_card(reader, addresses, name, leads.get(name)) for name in reader.study.decisions),
        others=tuple(finding_line(reader, addresses, finding) for finding in others),
        priorities=priorities_model(reader, addresses),
        headlines=headlines_of(reader, addresses),
        headlines_lead=_headlines_lead(reader),
        contrasts=_contrasts(reader, addresses),
        contrasts_family=reader.rests_told([score.id for score in headline_scores(reader)]),
        has_groups=bool(reader.wave and reader.study.segments),
        actions=tuple(action_line(reader, addresses, *item) for item in open_actions(reader)[:MOST_ACTIONS]),
        stops=tuple(_stops(reader, addresses)),
        limits=text(reader, "method_notice", "limits"),
        cautions=tuple(_cautions(reader)),
        has_small=False,
    )
    return replace(page, has_small=_has_small(page))


def _banner(reader: Reader) -> str:
    """What a reader must know of the rules: that they were not frozen, or only after the fieldwork began."""
    lock = reader.subject.lock
    if not reader.wave:
        return ""
    if lock is None:
        return reader.voice.say("lock.none")
    is_late = lock.frozen_on >= reader.study.waves[reader.wave].field.start
    return lock_told(reader) if is_late else ""


def _chosen(reader: Reader) -> tuple[dict[str, Finding], list[Finding]]:
    """One finding for each decision, then the next ones in the author's order; five in all."""
    findings = reader.subject.findings.findings
    leads: dict[str, Finding] = {}
    for finding in findings:
        if finding.decision not in leads and len(leads) < MOST_FINDINGS:
            leads[finding.decision] = finding
    others = [finding for finding in findings if finding not in leads.values()]
    return leads, others[: MOST_FINDINGS - len(leads)]


def _card(reader: Reader, addresses: Addresses, name: str, lead: Finding | None) -> DecisionCard:
    decision = reader.study.decisions[name]
    return DecisionCard(
        ask=reader.voice.set(decision.ask),
        status=decision_status(reader, decision),
        decider=reader.voice.role(reader.study, decision.decider),
        choice=decision_choice(reader, name),
        lead=finding_line(reader, addresses, lead) if lead else None,
        page=addresses.decision(name),
    )


def _headlines_lead(reader: Reader) -> str:
    if reader.previous is None:
        return reader.voice.say("essential.headlines_first", level=reader.level)
    return reader.voice.say("essential.headlines_lead", level=reader.level, wave=reader.previous)


def _contrasts(reader: Reader, addresses: Addresses) -> tuple[Contrast, ...]:
    """The segments that differ from the rest, the widest gaps first; only what is established."""
    rests = {
        (score.id, group.id): reader.rest(score.id, group.id)
        for score in headline_scores(reader)
        for group in reader.groups(score.id)
    }
    established = [key for key, change in rests.items() if change.arrow]
    ordered = sorted(established, key=lambda key: -abs(_gap(reader, key)))[:MOST_CONTRASTS]
    return tuple(_contrast(reader, addresses, key, rests[key]) for key in ordered)


def _contrast(reader: Reader, addresses: Addresses, key: tuple[str, str], change: Change) -> Contrast:
    score, group = reader.plan.score[key[0]], reader.plan.group[key[1]]
    return Contrast(
        group=reader.voice.headline(reader.voice.set(group.label)),
        label=reader.name(score),
        figure=reader.figure(score.id, group=group.id),
        change=change,
        page=addresses.question(score.question) if score.question else None,
    )


def _gap(reader: Reader, key: tuple[str, str]) -> float:
    """The gap in standard errors, so that scores of different units can stand in one list."""
    found = reader.figures.versus_rest(key[0], reader.wave, key[1])
    return found.value / found.se if found and found.se else 0.0


def _stops(reader: Reader, addresses: Addresses) -> Iterator[Stop]:
    """What the data say to stop, then the options that deciders set aside."""
    voice, decisions = reader.voice, reader.study.decisions
    for finding in reader.subject.findings.findings:
        if finding.verdict is Verdict.STOP:
            ask = voice.set(decisions[finding.decision].ask)
            yield Stop(sentence_of(finding.says), ask, addresses.finding(finding.id))
    for name, decision in decisions.items():
        for option in decision.rejected:
            why = voice.say("essential.rejected", who=voice.role(reader.study, decision.decider))
            yield Stop((Said(voice.set(option)),), why, addresses.decision(name))


def _cautions(reader: Reader) -> Iterator[str]:
    yield uncertainty(reader)
    if is_anything_withheld(reader):
        yield reader.voice.say("essential.withheld")


def _has_small(page: Essential) -> bool:
    """Whether anything on the page rests on so few answers that it is marked."""
    leads = [card.lead for card in page.decisions if card.lead]
    figures = [headline.figure for headline in page.headlines]
    figures += [contrast.figure for contrast in page.contrasts]
    figures += [lever.performance for lever in page.priorities.levers] if page.priorities else []
    lines = (*leads, *page.others)
    return any(line.is_small for line in lines) or any(figure.is_small for figure in figures)
