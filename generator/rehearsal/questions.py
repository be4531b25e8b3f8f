"""The invented answers to one question, of any type, by the people who are asked it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from generator.rehearsal.answers import FIRST_ASIDE, NONE, Answers, Flags, Known, meets
from generator.rehearsal.chance import UNIT, Whole
from generator.rehearsal.numbers import numbered
from generator.rehearsal.people import People
from generator.rehearsal.quotas import Ballot, Wanted
from generator.rehearsal.shares import Shares, favourable, usual
from generator.rehearsal.truths import Truth
from generator.spec.groups import Group, Level, Meeting, Membership
from generator.spec.measures import YES, Measure
from generator.spec.models import Question, QuestionType

_NO_THEN_YES = (1, 0)
_LOTS = 1000
"""How many lots the most popular option has in the draw of second choices."""


def answered(people: People, known: Known, name: str) -> Mapping[str, Answers]:
    """The answers to a question, by id of measure; ``known`` holds those that its conditions look at."""
    question = people.scenario.study.questions[name]
    is_asked = not question.asked_in or people.wave in question.asked_in
    asked = np.full(people.count, is_asked)
    if is_asked and question.ask_if is not None:
        asked = meets(question.ask_if, known)
    asking = _Asking(people, known, name, question, asked)
    measures = [measure for measure in people.scenario.plan.measures if measure.question == name]
    match question.type:
        case (
            QuestionType.SINGLE | QuestionType.SCALE | QuestionType.GRID | QuestionType.NPS | QuestionType.CES
        ):
            return {measure.id: asking.coded(measure) for measure in measures}
        case QuestionType.NUMERIC:
            return {measure.id: asking.number(measure) for measure in measures}
        case QuestionType.MULTI | QuestionType.OPEN:
            return asking.boxes(measures)
        case QuestionType.RANKING:
            return asking.ranks(measures)


def members(group: Group, known: Known, count: int) -> Flags:
    """Who is in a group."""
    flags = np.ones(count, np.bool_)
    for membership in group.members:
        flags = flags & _belongs(membership, known)
    return flags


def _belongs(membership: Membership, known: Known) -> Flags:
    match membership:
        case Level(segment=segment, level=level):
            return known[segment].gave(level)
        case Meeting(condition=condition):
            return meets(condition, known)


@dataclass(frozen=True, eq=False)
class _Asking:
    """One question being asked."""

    people: People
    known: Known
    name: str
    question: Question
    asked: Flags

    def coded(self, measure: Measure) -> Answers:
        """One code each, in the order of what people lean to where codes have an order."""
        aside, voters = self._aside(measure)
        is_rated = measure.type is not QuestionType.SINGLE
        ladder = favourable(measure, self.question) if is_rated else list(range(len(measure.codes)))
        lean = self.people.rating(measure.id) if is_rated else self.people.opinion(measure.id)
        ballot = Ballot(
            voters, ladder, self._start(measure), lean, self.people.weights, self._wanted(measure)
        )
        return self._answers(measure, np.where(voters, ballot.counted(), aside))

    def number(self, measure: Measure) -> Answers:
        """One number each."""
        aside, voters = self._aside(measure)
        truths = [(self._among(truth), truth) for truth in self._truths(measure)]
        given = numbered(self.people, measure, np.flatnonzero(voters), truths)
        answers = self._answers(measure, np.where(voters, 0, aside))
        return replace(answers, numbers=given.numbers, decimals=given.decimals)

    def boxes(self, measures: Sequence[Measure]) -> Mapping[str, Answers]:
        """One box a measure; those that exclude all others come first, and bar whoever ticks them."""
        voters, ticked = self._voters(self.name), dict[str, Answers]()
        barred = bare = np.zeros(self.people.count, np.bool_)
        for place, measure in enumerate(sorted(measures, key=self._is_shared)):
            start, wanted = self._start(measure), self._wanted(measure)
            lean = self.people.opinion(measure.id) + place * (UNIT // 2) * bare
            ballot = Ballot(
                voters, _NO_THEN_YES, start, lean, self.people.weights, wanted, (barred, [0.0, 1.0])
            )
            ticked[measure.id] = self._answers(measure, np.where(voters, ballot.counted(), NONE))
            barred, bare = self._barred(ticked), self._bare(ticked)
        return {measure.id: ticked[measure.id] for measure in measures}

    def _is_shared(self, measure: Measure) -> bool:
        """Whether a box may be ticked beside others."""
        return measure.item not in self.question.exclusive

    def _barred(self, ticked: Mapping[str, Answers]) -> Flags:
        """Who has ticked a box that excludes all others."""
        names = [f"{self.name}.{item}" for item in self.question.exclusive]
        return _any_yes([ticked[name] for name in names if name in ticked], self.people.count)

    def _bare(self, ticked: Mapping[str, Answers]) -> Flags:
        """Who has ticked nothing yet: where a box says so, they are likelier to tick the next one."""
        anyone = _any_yes(list(ticked.values()), self.people.count)
        return ~anyone if self.question.exclusive else np.zeros(self.people.count, np.bool_)

    def ranks(self, measures: Sequence[Measure]) -> Mapping[str, Answers]:
        """One rank a measure: first choices by quotas, the next ones by lot among what is left."""
        voters = self._voters(self.name)
        popularity = self._popularity(measures)
        wanted = [one for place in range(len(measures)) for one in self._first_choices(measures, place)]
        lean = self.people.opinion(self.name)
        options = list(range(len(measures)))
        chosen = [Ballot(voters, options, popularity, lean, self.people.weights, wanted).counted()]
        for rank in range(1, self.question.keep or 1):
            chosen.append(self._next_choice(popularity, chosen, str(rank)))
        return {
            measure.id: self._answers(measure, np.where(voters, _ranks(chosen, option), NONE))
            for option, measure in enumerate(measures)
        }

    def _first_choices(self, measures: Sequence[Measure], place: int) -> Iterator[Wanted]:
        """What is wanted of one option, as a choice among all."""
        for one in self._wanted(measures[place]):
            values = tuple(one.values[0] if option == place else 0.0 for option in range(len(measures)))
            yield replace(one, values=values)

    def _popularity(self, measures: Sequence[Measure]) -> Shares:
        amounts = self.people.scenario.answers.get(self.name)
        if amounts is not None:
            return [amounts.get(measure.item or "", 0.0) for measure in measures]
        return [self._usual(measure)[0] for measure in measures]

    def _next_choice(self, popularity: Shares, chosen: Sequence[Whole], rank: str) -> Whole:
        """One of the options left to each, as often as it is popular."""
        least = [max(round(_LOTS * share / max(popularity)), 1) for share in popularity]
        left = np.tile(np.array(least, np.int64), (self.people.count, 1))
        for earlier in chosen:
            left[np.arange(self.people.count), earlier] = 0
        reached = np.cumsum(left, axis=1)
        lot = self.people.chance.at("rank", self.name, rank).below(reached[:, -1])
        return np.asarray((reached <= lot[:, None]).sum(axis=1), dtype=np.int64)

    def _voters(self, name: str) -> Flags:
        """Those asked who do not leave the question blank."""
        return self.asked & ~self._some(self.asked, self.people.scenario.model.missing, "blank", name)

    def _aside(self, measure: Measure) -> tuple[Whole, Flags]:
        """The answers outside the base, ``NONE`` for everyone else, and who is left to answer."""
        left = self._voters(measure.id)
        codes = np.full(self.people.count, NONE, np.int64)
        for place, share in enumerate(self._aside_shares(measure)):
            some = self._some(left, share, "aside", measure.id, str(place))
            codes[some] = FIRST_ASIDE - place
            left = left & ~some
        return codes, left

    def _aside_shares(self, measure: Measure) -> Iterator[float]:
        """The share of each declared answer outside the base, among those whom the earlier ones left."""
        amounts = self.people.scenario.answers.get(measure.id)
        total, gone = fsum(amounts.values()) if amounts else 1.0, 0.0
        for code in measure.missing:
            usually = self.people.scenario.model.aside / len(measure.missing)
            share = (amounts.get(code.id, 0.0) if amounts else usually) / total
            yield share / (1 - gone)
            gone += share

    def _some(self, among: Flags, share: float, *name: str) -> Flags:
        """So many of some people, to the nearest one, by lot."""
        rows = np.flatnonzero(among)
        lots = self.people.chance.at(*name).words(self.people.count)[rows]
        taken = rows[np.argsort(lots, kind="stable")[: int(share * rows.size + 0.5)]]
        flags = np.zeros(self.people.count, np.bool_)
        flags[taken] = True
        return flags

    def _start(self, measure: Measure) -> Shares:
        amounts = self.people.scenario.answers.get(measure.id)
        if amounts is not None:
            return [amounts.get(code.id, 0.0) for code in measure.codes]
        return self._usual(measure)

    def _usual(self, measure: Measure) -> Shares:
        return usual(measure, self.question, self.people.seed, self.people.wave)

    def _wanted(self, measure: Measure) -> list[Wanted]:
        return [
            Wanted(self._among(truth), tuple(values[code.id] for code in measure.codes), truth.value)
            for truth in self._truths(measure)
            if (values := truth.score.values) is not None
        ]

    def _truths(self, measure: Measure) -> list[Truth]:
        truths = self.people.scenario.truths.values()
        return [one for one in truths if one.wave == self.people.wave and one.score.measure == measure.id]

    def _among(self, truth: Truth) -> Flags:
        group = self.people.scenario.plan.group[truth.group]
        return members(group, self.known, self.people.count)

    @staticmethod
    def _answers(measure: Measure, codes: Whole) -> Answers:
        labels = tuple(code.id for code in measure.codes)
        values = None if measure.values is None else tuple(measure.values[label] for label in labels)
        return Answers(labels, tuple(code.id for code in measure.missing), codes, values)


def _ranks(chosen: Sequence[Whole], option: int) -> Whole:
    """The rank that each gives to an option, the last code where none."""
    ranks = np.full(chosen[0].size, len(chosen), np.int64)
    for rank, choice in enumerate(chosen):
        ranks[choice == option] = rank
    return ranks


def _any_yes(boxes: Sequence[Answers], count: int) -> Flags:
    """Who ticked one box or more."""
    found = np.zeros(count, np.bool_)
    for box in boxes:
        found = found | box.gave(YES)
    return found
