"""What became of actions: late or not, what moved since, and words that claim no cause."""

from typing import Any

import pytest

from generator.findings import Beside, Effect, Followed, Reach, told
from generator.words import Lang
from tests.rooms.findings import drawn

DONE: dict[str, Any] = {
    "what": "Prévenir à chaque étape",
    "owner": "dg",
    "horizon": "quick",
    "start": "2025-06-01",
    "due": "2025-12-15",
    "state": "done",
    "on": "2025-12-01",
    "moves": {"customer": "sat.sinistre"},
}
"""Begun after the wave of March 2025, finished before that of March 2026."""


def followed(as_of: str = "2026-06-01", figures: Any = None, **action: Any) -> Followed:
    """One action of the study."""
    of = drawn.study(actions={"sms": {**DONE, **action}}, economics={"outcomes": ["attrition"]})
    (found,) = drawn.judge(of, drawn.Drawn(of, drawn.known(figures or drawn.SAT)), as_of=as_of).actions
    return found


@pytest.mark.parametrize(
    ("state", "as_of", "late"),
    [
        ("started", "2025-12-15", False),
        ("started", "2025-12-16", True),
        ("planned", "2026-06-01", True),
        ("done", "2026-06-01", False),
        ("dropped", "2026-06-01", False),
    ],
)
def test_an_action_is_late_the_day_after_it_is_due(state: str, as_of: str, late: bool) -> None:
    """What is done or dropped is no longer awaited."""
    assert followed(as_of, state=state).is_late is late


def effect(figures: Any = None, **action: Any) -> Effect:
    """The effect on the one indicator of the action."""
    (movement,) = followed(figures=figures, **action).movements
    return movement.effect


def test_an_action_needs_its_time_to_settle() -> None:
    """Done on 1 December, ninety-one days before fieldwork: ninety are enough, ninety-one are not."""
    assert effect(settles="90") is Effect.MOVED_AGAINST
    assert effect(settles="91") is Effect.TOO_EARLY
    (movement,) = followed(settles="91").movements
    assert "n'avait pas eu le temps d'agir" in told(Lang.FR, movement.words).replace("’", "'")


def test_an_indicator_that_fell_moved_against() -> None:
    """4.9 points lower, where higher is better."""
    found = followed().movements[0]
    assert found.effect is Effect.MOVED_AGAINST
    assert (found.before, found.after, found.side, found.score) == (
        "2025",
        "2026",
        "customer",
        "sat.sinistre",
    )
    assert found.change is not None
    assert found.change.value == pytest.approx(-0.049)
    assert found.numbers == ("essai/2026/all/sat.sinistre/score", "essai/2025/all/sat.sinistre/score")


def test_an_indicator_that_rose_moved_with() -> None:
    """Never "because of"."""
    rising = {**drawn.SAT, ("sat.sinistre", "2026"): 0.69}
    (found,) = followed(figures=rising).movements
    assert found.effect is Effect.MOVED_WITH
    words = told(Lang.FR, found.words).replace("\u202f", " ").replace("\u00a0", " ")
    assert words == (
        "La part de réponses favorables à « Faire traiter un sinistre » a bougé avec l’action,"
        " dans le sens attendu, de 2025 à 2026 : écart de +6,0 points (de +3,2 à +8,8 points)."
        " Rien ne dit que l’action en est la cause."
    )


def test_less_may_be_hoped() -> None:
    """A delay that falls moves with the action; so does a score whose own target is to fall."""
    figures = {("delai", "2026"): 18.0, ("delai", "2025"): 23.0}
    assert effect(figures, moves={"business": "delai"}) is Effect.MOVED_WITH
    target = {"of": "sat.sinistre", "change": "-3 pts", "by": "2026"}
    assert effect(target=target) is Effect.MOVED_WITH


def test_what_did_not_move_is_not_shown() -> None:
    """0.5 points, of which nothing is established."""
    assert effect(moves={"customer": "sat.contact"}) is Effect.NOT_SHOWN


@pytest.mark.parametrize(
    "action",
    [
        {"state": "started"},
        {"state": "planned", "start": "2026-09-01", "due": "2026-12-01"},
        {"on": "2026-03-02"},
        {"on": "2026-05-01"},
    ],
)
def test_too_early_is_not_no_effect(action: dict[str, Any]) -> None:
    """The action was not finished on the day the wave began to ask."""
    assert effect(**action) is Effect.TOO_EARLY


@pytest.mark.parametrize(
    ("moves", "start"),
    [("sat.suivi", "2025-06-01"), ("nps", "2025-06-01"), ("sat.sinistre", "2025-03-23")],
)
def test_no_figure_before_or_after(moves: str, start: str) -> None:
    """Not published in one of the waves, or asked in none that ended before the action began."""
    assert effect(moves={"customer": moves}, start=start) is Effect.CANNOT_SAY


def test_movements_are_one_family() -> None:
    """Two indicators of one action and one of another: three tests."""
    moves = {"customer": "sat.sinistre", "employee": "sat.contact"}
    actions = {"sms": {**DONE, "moves": moves}, "appel": DONE}
    found = drawn.judge(drawn.study(actions=actions)).actions
    changes = [movement.change for action in found for movement in action.movements]
    assert [change.family for change in changes if change] == [3, 3, 3]


def test_an_economic_outcome_is_measured_elsewhere() -> None:
    """``moves.business`` may name one: there is nothing here to compare."""
    assert followed(moves={"business": "attrition"}).movements == ()


def test_a_dropped_action_moved_nothing() -> None:
    """It stays in the list, without movement or target."""
    found = followed(
        state="dropped", why="Budget", target={"of": "sat.sinistre", "change": "+3 pts", "by": "2026"}
    )
    assert (found.movements, found.target) == ((), None)


def test_another_study_may_move() -> None:
    """An employee study's action, read on the customers' figures, at their latest wave."""
    other = drawn.study(id="autre")
    of = drawn.study(actions={"sms": {**DONE, "moves": {"customer": "sat.sinistre@autre"}}})
    (found,) = drawn.judge(of, None, drawn.Drawn(other, drawn.known(drawn.SAT))).actions
    assert (found.movements[0].study, found.movements[0].effect) == ("autre", Effect.MOVED_AGAINST)


@pytest.mark.parametrize(
    ("now", "change", "reach"),
    [
        (0.69, "+3 pts", Reach.REACHED),
        (0.69, "+5 pts", Reach.NOT_SHOWN),
        (0.64, "+5 pts", Reach.MISSED),
        (0.581, "-2 pts", Reach.REACHED),
        (0.581, "-5 pts", Reach.NOT_SHOWN),
        (0.64, "-5 pts", Reach.MISSED),
    ],
)
def test_a_target_is_reached_by_its_interval(now: float, change: str, reach: Reach) -> None:
    """From 63.0, known within 2.77: +6.0 establishes +3 and not +5."""
    figures = {**drawn.SAT, ("sat.sinistre", "2026"): now}
    target = followed(figures=figures, target={"of": "sat.sinistre", "change": change, "by": "2026"}).target
    assert target is not None
    assert target.reach is reach


def test_a_target_waits_for_its_wave() -> None:
    """The wave may not exist yet."""
    target = followed(target={"of": "sat.sinistre", "change": "+5 pts", "by": "2027"}).target
    assert target is not None
    assert target.reach is Reach.AWAITED
    assert told(Lang.EN, target.words) == (
        "Expected: +5\u00a0points in 2027 for the share of favourable answers to “Faire traiter un sinistre”."
    )


def test_a_target_that_nothing_measures() -> None:
    """No published figure before the action."""
    target = followed(target={"of": "sat.suivi", "change": "+5 pts", "by": "2026"}).target
    assert target is not None
    assert target.reach is Reach.CANNOT_SAY


BOTH: dict[tuple[str, ...], float] = {
    ("sat.sinistre", "2026"): 0.69,
    ("sat.sinistre", "2025"): 0.63,
    ("sat.contact", "2026"): 0.81,
    ("sat.contact", "2025"): 0.80,
    ("sat.devis", "2026"): 0.76,
    ("sat.devis", "2025"): 0.75,
}
"""The claim gains six points, the two others one each: five points beyond them, known within 3.4."""


def beside(figures: Any = BOTH, others: Any = None, **action: Any) -> Beside | None:
    """What sets the movement of the one action apart, beside other actions of the study."""
    actions = {"sms": {**DONE, **action}, **(others or {})}
    of = drawn.study(actions=actions)
    found = drawn.judge(of, drawn.Drawn(of, drawn.known(figures))).actions[0]
    return found.movements[0].beside


def test_what_no_action_touched_stands_beside_what_moved() -> None:
    found = beside()
    assert found is not None
    assert (found.effect, found.others) == (Effect.MOVED_WITH, ("sat.devis", "sat.contact"))
    assert found.change.value == pytest.approx(0.05)
    assert found.change.se == pytest.approx(0.01 * 3**0.5)
    words = told(Lang.FR, found.words).replace("\u202f", " ").replace("\u00a0", " ")
    assert words == (
        "Comparée à celle de « Obtenir un devis » et « Joindre un conseiller », qu’aucune action ne visait,"
        " l’évolution est plus favorable : écart de +5,0 points (de +1,6 à +8,4 points)."
    )


def test_what_moved_everywhere_is_not_set_apart() -> None:
    """Six points here, six there: moved with the action, and with everything else."""
    everywhere = {**BOTH, ("sat.contact", "2026"): 0.86, ("sat.devis", "2026"): 0.81}
    assert effect(everywhere) is Effect.MOVED_WITH
    found = beside(everywhere)
    assert found is not None
    assert found.effect is Effect.NOT_SHOWN
    assert "nothing established sets it apart" in told(Lang.EN, found.words)


def test_what_moved_less_than_elsewhere_is_said_so() -> None:
    found = beside({**BOTH, ("sat.contact", "2026"): 0.93, ("sat.devis", "2026"): 0.90})
    assert found is not None
    assert found.effect is Effect.MOVED_AGAINST


def test_what_another_action_moves_is_no_comparison() -> None:
    """An action that had not begun touched nothing; one that was dropped neither."""
    calls = {**DONE, "moves": {"customer": "sat.contact"}}
    later = {**calls, "start": "2026-06-01", "due": "2026-12-01", "state": "planned"}
    for others, left in (
        ({"appel": calls}, ("sat.devis",)),
        ({"appel": later}, ("sat.devis", "sat.contact")),
        ({"appel": {**calls, "state": "dropped", "why": "Budget"}}, ("sat.devis", "sat.contact")),
    ):
        found = beside(others=others)
        assert found is not None
        assert found.others == left


def test_nothing_untouched_leaves_nothing_to_compare() -> None:
    """No other item published in both waves; and an action that came too early is compared with nothing."""
    assert beside({key: value for key, value in BOTH.items() if key[0] == "sat.sinistre"}) is None
    assert beside(settles="91") is None
