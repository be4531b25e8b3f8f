"""Parts that several pages say the same way."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.findings.finding import BoundNumber, Finding, Followed, Quadrant, Standing
from generator.findings.wording import standing_told, told
from generator.pages.address import Addresses
from generator.pages.models.series import Series, series_of
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Said, Shown
from generator.spec.groups import EVERYONE
from generator.spec.models import Action, Decision, DecisionState, Verdict
from generator.spec.models.decisions import ActionState
from generator.spec.plan import Number, Statistic
from generator.spec.scores import Score, Unit
from generator.statistics.estimate import SMALL_BASE
from generator.words import say

MOST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar of a finding's small chart."""

    label: str
    value: Shown


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list: its verdict, its sentence, its small chart, where it is proven.

    The chart is bars when the sentence compares shares, else the course of what it speaks of.
    """

    verdict: Verdict
    verdict_told: str
    rank: Shown
    """Its rank under the priority rule, where there is one to itself and it says to improve."""
    says: tuple[Said, ...]
    page: PurePosixPath
    base: str
    is_small: bool
    marks: tuple[Mark, ...]
    course: Series | None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with what the data answered."""

    standing: Standing
    told: str
    says: str
    reading: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Who does what by when, and what it should move."""

    id: str
    page: PurePosixPath
    what: str
    owner: str
    due: str
    state: str
    is_late: bool
    expected: str
    observed: tuple[str, ...]
    answers: tuple[tuple[tuple[Said, ...], PurePosixPath], ...]
    why: str


def finding_line(reader: Reader, addresses: Addresses, finding: Finding) -> FindingLine:
    """One finding as lists show it."""
    score, marks = subject_of(reader, finding), _marks(reader, finding)
    bases = _bases(finding)
    return FindingLine(
        verdict=finding.verdict,
        verdict_told=reader.voice.say(f"verdict.{finding.verdict.value}"),
        rank=_rank(reader, finding, score),
        says=sentence_of(finding.says),
        page=addresses.finding(finding.id),
        base=base_line(reader, finding),
        is_small=bool(bases) and min(bases) < SMALL_BASE,
        marks=marks,
        course=series_of(reader, score) if score and not marks else None,
    )


def _rank(reader: Reader, finding: Finding, score: Score | None) -> Shown:
    ranked = reader.subject.findings.priorities
    for item in ranked.items if ranked else ():
        is_first = item.quadrant is Quadrant.IMPROVE and finding.verdict is Verdict.IMPROVE
        if score and item.score == score.id and item.rank and not item.tied and is_first:
            return Shown(str(item.rank), reader.planned(item.score, Statistic.RANK))
    return Shown("")


def subject_of(reader: Reader, finding: Finding) -> Score | None:
    """The score a finding speaks of: the first number of its sentence that is one of this study's."""
    own = own_numbers(reader, finding)
    return reader.plan.score[own[0].subject] if own else None


def own_numbers(reader: Reader, finding: Finding) -> list[Number]:
    """The scores of this study that a finding's sentence prints, in order, each once."""
    printed = [n for part in finding.says if isinstance(part, BoundNumber) for n in part.numbers]
    known = [reader.plan.numbers[name] for name in dict.fromkeys(printed) if name in reader.plan.numbers]
    return [number for number in known if number.statistic is Statistic.SCORE]


def _marks(reader: Reader, finding: Finding) -> tuple[Mark, ...]:
    """The shares of this wave that the sentence sets side by side; none when there is only one."""
    numbers = [
        number
        for number in own_numbers(reader, finding)
        if number.wave == reader.wave and reader.plan.score[number.subject].unit is Unit.SHARE
    ]
    if not 2 <= len(numbers) <= MOST_MARKS:
        return ()
    return tuple(
        Mark(_named(reader, number), reader.figure(number.subject, group=number.group).value)
        for number in numbers
    )


def _named(reader: Reader, number: Number) -> str:
    if number.group == EVERYONE:
        return reader.voice.set(reader.plan.score[number.subject].label)
    return reader.voice.headline(reader.voice.set(reader.plan.group[number.group].label))


def _bases(finding: Finding) -> list[int]:
    return [part.n for part in finding.says if isinstance(part, BoundNumber) and part.n]


def base_line(reader: Reader, finding: Finding) -> str:
    """``208 réponses, vague 2026``: the smallest base of the sentence; else what it was heard in."""
    voice, bases = reader.voice, _bases(finding)
    if bases:
        return voice.say("base.line", n=reader.count(min(bases)), count=min(bases), wave=finding.wave)
    if finding.wave:
        return voice.say("base.wave", wave=finding.wave)
    return voice.say("base.heard")


def claim_lines(reader: Reader, finding: Finding) -> tuple[ClaimLine, ...]:
    """The claims of a finding, with the words that judge each."""
    lang = reader.voice.lang
    return tuple(
        ClaimLine(
            claim.standing,
            standing_told(lang, claim.standing),
            told(lang, claim.words),
            told(lang, claim.reading),
        )
        for claim in finding.claims
    )


def action_line(reader: Reader, addresses: Addresses, name: str, action: Action) -> ActionLine:
    """One action as lists show it."""
    voice, study = reader.voice, reader.study
    followed = {item.id: item for item in reader.subject.findings.actions}.get(name)
    is_late = bool(followed and followed.is_late)
    return ActionLine(
        id=name,
        page=addresses.action(name),
        what=voice.set(action.what),
        owner=voice.role(study, action.owner),
        due=voice.day(action.due),
        state=voice.say("action.late") if is_late else voice.say(f"action.{action.state.value}"),
        is_late=is_late,
        expected=told(voice.lang, followed.target.words) if followed and followed.target else "",
        observed=tuple(_observed(reader, action, followed)) if followed else (),
        answers=tuple(
            (sentence_of(finding.says), addresses.finding(finding.id))
            for finding in reader.subject.findings.findings
            if finding.id in action.from_
        ),
        why=voice.set(action.why) if action.why else "",
    )


def _observed(reader: Reader, action: Action, followed: Followed) -> Iterator[str]:
    """What was seen to move; of an action that is not done, in one sentence, what will be looked at."""
    voice, awaited = reader.voice, (ActionState.PLANNED, ActionState.STARTED)
    if action.state in awaited and followed.movements:
        named = (movement.subject for movement in followed.movements)
        subjects = [voice.set(say(voice.lang, words.keys[0], **words.values)) for words in named]
        yield voice.say("deed.awaited", subjects=voice.spell(subjects))
        return
    for movement in followed.movements:
        yield told(voice.lang, movement.words)
        if movement.beside is not None:
            yield told(voice.lang, movement.beside.words)


def open_actions(reader: Reader) -> list[tuple[str, Action]]:
    """Actions still to be finished, the nearest first."""
    over = (ActionState.DONE, ActionState.DROPPED)
    waiting = [(name, action) for name, action in reader.study.actions.items() if action.state not in over]
    return sorted(waiting, key=lambda item: item[1].due)


def decision_status(reader: Reader, decision: Decision) -> str:
    """« décision tranchée le 24 juin 2026 », « décision en retard, attendue le 30 septembre 2026 »."""
    voice = reader.voice
    match decision.state:
        case DecisionState.DECIDED:
            return voice.say("decision.decided", day=voice.day(decision.decided_on or decision.due))
        case DecisionState.DEFERRED:
            until = decision.until
            return (
                voice.say("decision.until", day=voice.day(until)) if until else voice.say("decision.deferred")
            )
        case DecisionState.OPEN:
            key = "decision.late" if decision.due < reader.as_of else "decision.open"
            return voice.say(key, day=voice.day(decision.due))


def text(reader: Reader, *path: str | int) -> tuple[Said, ...]:
    """A bound text of the spec other than a finding's, composed; empty when it is not written."""
    return sentence_of(reader.subject.findings.texts.get(path, ()))


def decision_choice(reader: Reader, decision: str) -> tuple[Said, ...]:
    """What was chosen, when it was."""
    return text(reader, "decisions", decision, "choice")
