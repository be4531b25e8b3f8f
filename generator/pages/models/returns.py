"""What studies gave back: decisions, priorities, actions, risks reduced, and what is exposed.

Nothing here is measured on people, and nothing is called a gain: decisions, ranks, actions and trials
are counted as specs and rules state them, and the amount exposed is the sourced range of its own page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.findings.finding import Finding, Quadrant, Standing
from generator.pages.address import addresses_of
from generator.pages.models.stakes import stakes_page
from generator.pages.reader import Reader
from generator.pages.shown import Shown
from generator.spec.models import ActionState, Decision, DecisionState, Verdict


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One line of the ledger: what is counted, and what the counts say."""

    title: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a study says is exposed, and the page of its three inputs."""

    study: str
    amount: Shown
    page: PurePosixPath


@dataclass(frozen=True)
class Returns:
    """The ledger of returns of a portal."""

    lines: tuple[ReturnLine, ...]
    exposed: tuple[Exposed, ...]
    outcomes: str
    """The economic outcomes that studies are tied to, when they say so."""


def returns_of(readers: list[Reader]) -> Returns:
    """The four lines, then the economics of the studies that declare them."""
    voice = readers[0].voice
    lines = {
        "decisions": _decisions(readers),
        "priorities": _priorities(readers),
        "actions": _actions(readers),
        "risks": _risks(readers),
    }
    return Returns(
        lines=tuple(ReturnLine(voice.say(f"returns.{key}"), tuple(said)) for key, said in lines.items()),
        exposed=tuple(one for reader in readers for one in _exposed(reader)),
        outcomes=_outcomes(readers),
    )


def _decisions(readers: list[Reader]) -> Iterator[str]:
    """How good decisions are, as far as a spec tells: taken, in time, and on what was verified."""
    voice = readers[0].voice
    every = [(reader, name, one) for reader in readers for name, one in reader.study.decisions.items()]
    taken = [(reader, name, one) for reader, name, one in every if one.state is DecisionState.DECIDED]
    if not taken:
        yield voice.say("returns.untaken")
        return
    yield voice.say("returns.taken", count=len(taken), all=len(every))
    yield voice.say("returns.timely", count=sum(_is_timely(one) for *_, one in taken))
    yield voice.say("returns.proven", count=sum(_is_proven(reader, name) for reader, name, _ in taken))


def _is_timely(decision: Decision) -> bool:
    return decision.decided_on is not None and decision.decided_on <= decision.due


def _is_proven(reader: Reader, decision: str) -> bool:
    """Whether a finding of it stands: each of its claims is established, or groups were heard."""
    found = [one for one in reader.subject.findings.findings if one.decision == decision]
    return any(all(claim.standing is Standing.ESTABLISHED for claim in one.claims) for one in found)


def _priorities(readers: list[Reader]) -> Iterator[str]:
    voice, ranked = readers[0].voice, [r.subject.findings.priorities for r in readers]
    verdicts = [one.verdict for one in _findings(readers)]
    improve, maintain, stop = (verdicts.count(one) for one in Verdict)
    yield voice.say("returns.verdicts", count=len(verdicts), improve=improve, maintain=maintain, stop=stop)
    items = [item for one in ranked if one for item in one.items]
    clear = sum(item.quadrant is not Quadrant.UNDECIDED for item in items)
    if items:
        yield voice.say("returns.ranked", count=len(items), clear=clear)


def _findings(readers: list[Reader]) -> list[Finding]:
    return [one for reader in readers for one in reader.subject.findings.findings]


def _actions(readers: list[Reader]) -> Iterator[str]:
    """Actions of the specs, and the promises of earlier waves that ``since_last`` tells of."""
    voice, studies = readers[0].voice, [reader.study for reader in readers]
    states = [action.state.value for study in studies for action in study.actions.values()]
    earlier = [one.state for study in studies for wave in study.since_last.values() for one in wave.values()]
    counts = {state: (states + earlier).count(state.value) for state in ActionState}
    for state, count in counts.items():
        if count:
            yield voice.say(f"returns.action.{state.value}", count=count)
    if not counts[ActionState.DONE]:
        yield voice.say("returns.undone")


def _risks(readers: list[Reader]) -> Iterator[str]:
    """What was not paid for, or was tried small first."""
    voice, studies = readers[0].voice, [reader.study for reader in readers]
    rejected = sum(len(one.rejected) for study in studies for one in study.decisions.values())
    stopped = sum(one.verdict is Verdict.STOP for one in _findings(readers))
    trials = sum(len(study.trials) for study in studies)
    deferred = sum(study.is_deferred for study in studies)
    counts = {"rejected": rejected, "stopped": stopped, "trials": trials, "deferred": deferred}
    told = [voice.say(f"returns.risk.{key}", count=count) for key, count in counts.items() if count]
    yield from told or [voice.say("returns.risk.none")]


def _exposed(reader: Reader) -> Iterator[Exposed]:
    addresses = addresses_of(reader.study)
    page = stakes_page(reader, addresses)
    if page is not None:
        yield Exposed(reader.voice.set(reader.study.title), page.amount, addresses.stakes)


def _outcomes(readers: list[Reader]) -> str:
    """« Résultats économiques suivis : fidélité et attrition. »"""
    voice, declared = readers[0].voice, [reader.study.economics for reader in readers]
    named = dict.fromkeys(voice.set(one) for economics in declared if economics for one in economics.outcomes)
    return voice.say("stakes.outcomes", items=voice.spell(list(named))) if named else ""
