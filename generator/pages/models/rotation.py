"""The rotation of a world café: who sits where at each round, with fixed hosts and few repeated pairs.

Guests are cards, numbered from 1: a plan needs no names. The search is a descent in a fixed order, so the
same tables always get the same plan.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, count

Seating = tuple[tuple[int, ...], ...]
"""The cards of each table, in order."""
Pair = tuple[int, int]

_STARTS = 2
"""How many seatings are tried at each round: more spare no meeting on cafés of 31 or 42 guests."""
_BACK = 1_000
"""What coming back to a table costs against meeting someone again: nobody does while there is room."""


@dataclass(frozen=True)
class Rotation:
    """Where each card sits, round by round."""

    rounds: tuple[Seating, ...]

    @property
    def repeated(self) -> int:
        """How many meetings repeat an earlier one: a pair that sits together three times counts two."""
        met = Counter(pair for seating in self.rounds for pair in _pairs(seating))
        return sum(times - 1 for times in met.values())

    @property
    def returns(self) -> int:
        """How many times a card comes back to a table it has left or kept."""
        places = Counter(
            (card, table) for seating in self.rounds for table, cards in enumerate(seating) for card in cards
        )
        return sum(times - 1 for times in places.values())


@cache
def rotation(guests: tuple[int, ...], rounds: int) -> Rotation:
    """A plan for tables that seat so many ``guests`` each, hosts apart."""
    seatings: list[Seating] = []
    for place in range(rounds):
        seatings.append(_round(guests, seatings) if place else _first(guests))
    return Rotation(tuple(seatings))


def _first(guests: Sequence[int]) -> Seating:
    cards = count(1)
    return tuple(tuple(next(cards) for _ in range(room)) for room in guests)


def _pairs(seating: Seating) -> Iterator[Pair]:
    for cards in seating:
        yield from combinations(sorted(cards), 2)


def _round(guests: tuple[int, ...], before: list[Seating]) -> Seating:
    """The best seating found from several starts, once no exchange of two cards repeats less."""
    past = _Past.of(before)
    starts = [_strides(guests, before, skip) for skip in range(_STARTS)]
    best = min((past.settled(start) for start in starts), key=past.cost)
    return tuple(tuple(sorted(cards)) for cards in best)


def _strides(guests: tuple[int, ...], before: list[Seating], skip: int) -> list[list[int]]:
    """Each card as many tables on, at each round, as its place at its first table says.

    Where the number of tables is prime, two cards with different strides sit together once at most: only
    those that must share a stride meet again. A full table sends its card on to the next with room.
    """
    tables, seats = len(guests), [list[int]() for _ in guests]
    cards = sorted(
        (place, table, card) for table, at in enumerate(before[0]) for place, card in enumerate(at)
    )
    for place, table, card in cards:
        stride = 1 + (place + skip) % max(tables - 1, 1)
        free = ((table + len(before) * stride + more) % tables for more in range(tables))
        seats[next(at for at in free if len(seats[at]) < guests[at])].append(card)
    return seats


@dataclass(frozen=True)
class _Past:
    """Who has met whom, and who has sat where."""

    met: Counter[Pair]
    sat: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, before: list[Seating]) -> "_Past":
        met = Counter(pair for seating in before for pair in _pairs(seating))
        sat = {(card, at) for seating in before for at, cards in enumerate(seating) for card in cards}
        return cls(met, frozenset(sat))

    def cost(self, seats: Sequence[Sequence[int]]) -> int:
        """What a seating repeats."""
        return sum(self._at(card, at, seats[at]) for at in range(len(seats)) for card in seats[at])

    def _at(self, card: int, table: int, cards: Sequence[int]) -> int:
        """What one card repeats by sitting with these."""
        again = sum(self.met[min(card, other), max(card, other)] for other in cards if other != card)
        return again + _BACK * ((card, table) in self.sat)

    def settled(self, seats: list[list[int]]) -> list[list[int]]:
        """The seating once no exchange of two cards repeats less."""
        while (better := self._exchanged(seats)) is not None:
            seats = better
        return seats

    def _exchanged(self, seats: list[list[int]]) -> list[list[int]] | None:
        """The seating after the first exchange that repeats less; None when there is none."""
        for one, other in combinations(range(len(seats)), 2):
            for card in seats[one]:
                for guest in seats[other]:
                    if self._gain(seats, (one, card), (other, guest)) > 0:
                        return _swapped(seats, (one, card), (other, guest))
        return None

    def _gain(self, seats: list[list[int]], left: Pair, right: Pair) -> int:
        """What exchanging two cards, each given with its table, would spare."""
        (one, card), (other, guest) = left, right
        here = [c for c in seats[one] if c != card]
        there = [c for c in seats[other] if c != guest]
        now = self._at(card, one, here) + self._at(guest, other, there)
        return now - self._at(card, other, there) - self._at(guest, one, here)


def _swapped(seats: list[list[int]], left: Pair, right: Pair) -> list[list[int]]:
    (one, card), (other, guest) = left, right
    moved = [list(cards) for cards in seats]
    moved[one] = [guest if c == card else c for c in seats[one]]
    moved[other] = [card if c == guest else c for c in seats[other]]
    return moved
