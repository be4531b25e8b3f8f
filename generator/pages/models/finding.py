"""One finding: its sentence, its proof, who it concerns, what it changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.findings.finding import Finding, Standing
from generator.pages.address import Addresses
from generator.pages.formulas import formula
from generator.pages.library import Cited
from generator.pages.models.common import (
    ActionLine,
    ClaimLine,
    FindingLine,
    action_line,
    claim_lines,
    decision_choice,
    finding_line,
    own_numbers,
    subject_of,
)
from generator.pages.models.priorities import lock_told
from generator.pages.models.question import CrossBlock, crosses_of
from generator.pages.models.scale import Scale, scale_of
from generator.pages.models.series import Series, series_of
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Figure, Said, Span
from generator.spec.groups import EVERYONE
from generator.spec.models import Design
from generator.spec.plan import Number
from generator.spec.scores import Score


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """Something heard in groups or interviews: what, how firmly, and the ways to act it suggests."""

    label: tuple[Said, ...]
    page: PurePosixPath
    told: str
    leads: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True)
class FindingPage:
    """The page of one finding."""

    id: str
    place: str
    line: FindingLine
    subtitle: tuple[Said, ...]
    series: Series | None
    claims: tuple[ClaimLine, ...]
    is_proven: bool
    family: str
    themes: tuple[ThemeLine, ...]
    mechanism: tuple[Said, ...]
    segments: tuple[CrossBlock, ...]
    segment_total: Figure
    stretch: Span
    segment_family: str
    subject: str
    decision: str
    decision_page: PurePosixPath
    decider: str
    choice: tuple[Said, ...]
    rejected: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    no_action: str
    related: tuple[Cited, ...]
    asked: str
    scale: Scale | None
    hot: str
    """The measure that the finding speaks of."""
    question_page: PurePosixPath | None
    by: str
    how: tuple[str, ...]


def finding_page(
    reader: Reader, addresses: Addresses, finding: Finding, place: tuple[int, int]
) -> FindingPage:
    """The page of a finding, ``place`` of how many."""
    study, voice, score = reader.study, reader.voice, subject_of(reader, finding)
    declared, decision = study.findings[finding.id], study.decisions[finding.decision]
    question = score.question if score else None
    crosses = crosses_of(reader, [score]) if score else ()
    total = reader.figure(score.id) if score else Figure.nothing()
    return FindingPage(
        id=finding.id,
        place=voice.say("finding.place", place=place[0], count=place[1]),
        line=finding_line(reader, addresses, finding),
        subtitle=tuple(subtitle_of(reader, finding, score)) if score else (),
        series=series_of(reader, score) if score else None,
        claims=claim_lines(reader, finding),
        is_proven=all(claim.standing is Standing.ESTABLISHED for claim in finding.claims),
        family=_family(reader, finding),
        themes=tuple(_theme(reader, addresses, name) for name in declared.evidence),
        mechanism=sentence_of(finding.mechanism or ()),
        segments=crosses,
        segment_total=total,
        stretch=_stretch(crosses, total),
        segment_family=reader.rests_told([score.id]) if score and crosses else "",
        subject=voice.quoted(score.label) if score else "",
        decision=voice.set(decision.ask),
        decision_page=addresses.decision(finding.decision),
        decider=voice.role(study, decision.decider),
        choice=decision_choice(reader, finding.decision),
        rejected=tuple(voice.set(option) for option in decision.rejected),
        actions=tuple(
            action_line(reader, addresses, name, action)
            for name, action in study.actions.items()
            if finding.id in action.from_
        ),
        no_action=voice.set(declared.no_action) if declared.no_action else "",
        related=tuple(_related(reader, finding)),
        asked=voice.set(study.questions[question].text) if question else "",
        scale=scale_of(reader, question) if question else None,
        hot=(score.measure or "") if score else "",
        question_page=addresses.question(question) if question else None,
        by=voice.role(study, finding.by),
        how=how_computed(reader),
    )


def subtitle_of(reader: Reader, finding: Finding, score: Score) -> list[Said]:
    """What is counted, on how many answers, outside which, when and how: the line under a headline."""
    voice, wave = reader.voice, reader.study.waves[reader.wave]
    days = voice.printer.days(wave.field.start, wave.field.end)
    field = voice.say("base.field", wave=reader.wave, days=days, mode=voice.say(f"mode.{wave.mode.value}"))
    said = [
        [Said(formula(reader, score))],
        _bases(reader, finding, score),
        _outside(reader, score),
        [Said(field)],
    ]
    spaced = [[*pieces, Said(" ")] for pieces in said if pieces]
    return [piece for pieces in spaced for piece in pieces]


def _bases(reader: Reader, finding: Finding, score: Score) -> list[Said]:
    """The base of everyone, or that of each group the sentence names."""
    groups = [n for n in own_numbers(reader, finding) if n.group != EVERYONE and n.wave == reader.wave]
    if groups:
        return _bases_of_groups(reader, groups)
    base = reader.figure(score.id).base
    if base.is_withheld:
        return []
    said = [Said(reader.voice.say("base.head_of", wave=reader.wave)), Said(base.text, base.numbers)]
    return [*said, Said(_effective(reader, score))]


def _effective(reader: Reader, score: Score) -> str:
    """The effective base, where weights make it differ from the base, and that of the sample design."""
    n = reader.figures.n_eff(score.measure, reader.wave) if score.measure else None
    designed = reader.figures.n_designed(score.id, reader.wave)
    if n is not None and designed is not None:
        worth = reader.count(round(designed))
        return reader.voice.say("base.designed", n=reader.count(round(n)), designed=worth)
    if n is None or not reader.figures.releases[reader.wave].weighted:
        return reader.voice.say("base.end")
    return reader.voice.say("base.effective", n=reader.count(round(n)))


def _bases_of_groups(reader: Reader, groups: list[Number]) -> list[Said]:
    said = [Said(reader.voice.say("base.heads_of", wave=reader.wave))]
    for place, number in enumerate(groups):
        base = reader.figure(number.subject, group=number.group).base
        label = reader.voice.set(reader.plan.group[number.group].label)
        said += [Said(", " if place else ""), Said(f"{label} "), Said(base.text, base.numbers)]
    return [*said, Said(reader.voice.say("base.end"))]


def _outside(reader: Reader, score: Score) -> list[Said]:
    if score.measure is None:
        return []
    aside = reader.aside(reader.plan.measure[score.measure])
    said = [reader.voice.say("aside.one", label=label, share=share) for label, share in aside]
    return [Said(reader.voice.say("aside.all", items=reader.voice.spell(said)))] if said else []


def _family(reader: Reader, finding: Finding) -> str:
    families = [claim.test.family for claim in finding.claims if claim.test is not None]
    return reader.family_told("finding.family", max(families, default=0))


def _theme(reader: Reader, addresses: Addresses, name: str) -> ThemeLine:
    texts, path = reader.subject.findings.texts, ("qualitative", "themes", name)
    qualitative = reader.study.qualitative
    if qualitative is None:
        raise ValueError(f"no qualitative material holds {name}")
    theme = qualitative.themes[name]
    return ThemeLine(
        sentence_of(texts[(*path, "label")]),
        addresses.theme(name),
        reader.voice.say(
            "theme.told",
            stance=reader.voice.say(f"theme.{theme.stance}"),
            signal=reader.voice.say(f"theme.{theme.signal}"),
        ),
        tuple(sentence_of(texts[(*path, "leads", index)]) for index in range(len(theme.leads))),
    )


def _stretch(crosses: tuple[CrossBlock, ...], total: Figure) -> Span:
    """The stretch of axis that all intervals of a table share, with the total as its point."""
    cells = [row.cells[0].figure.span for block in crosses for row in block.rows]
    ends = [end for span in (total.span, *cells) if span for end in span.ends]
    return Span(total.span.point if total.span else 0.0, min(ends, default=0.0), max(ends, default=1.0))


def _related(reader: Reader, finding: Finding) -> Iterator[Cited]:
    """Findings in tension with this one, and those that explain it or that it explains."""
    declared, library, study = reader.study.findings[finding.id], reader.library, reader.study.id
    tension, explains = reader.voice.say("related.tension"), reader.voice.say("related.explains")
    named = ((declared.tension_with, tension), (declared.explains, explains))
    for name, how in named:
        cited = library.cited(name, how, study) if name else None
        if cited:
            yield cited
    yield from library.opposed(study, finding.id, tension)
    yield from library.explaining(study, finding.id, reader.voice.say("related.explained"))


def design_told(reader: Reader) -> list[str]:
    """What of the sample design the precision takes account of; nothing where no sample was drawn."""
    sample, release = reader.study.sample, reader.figures.releases.get(reader.wave)
    if release is None or sample is None or sample.design not in (Design.PROBABILITY, Design.QUOTA):
        return []
    if not release.design:
        return [reader.voice.say("how.weights_only")]
    parts = [reader.voice.say(f"how.design.{part}") for part in release.design]
    return [reader.voice.say("how.designed", parts=reader.voice.spell(parts))]


def how_computed(reader: Reader) -> tuple[str, ...]:
    """How the figures of this study are computed, in a few sentences."""
    study, voice = reader.study, reader.voice
    if not reader.wave:
        return ()
    adjust = voice.say(f"adjust.{study.statistics.adjust.value}")
    said = [voice.say("how.weighted" if study.weighting else "how.unweighted")]
    if study.weighting:
        said.append(voice.say(f"how.weights.{study.weighting.method.value}"))
    said += design_told(reader)
    said.append(voice.say("how.interval", level=reader.level))
    said.append(voice.say("how.tests", adjust=adjust))
    said.append(voice.say("how.withheld"))
    return (*said, lock_told(reader)) if lock_told(reader) else tuple(said)
