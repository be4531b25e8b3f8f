"""Actions on the axis of the waves: their day, their state, what is expected of them and what was seen."""

from datetime import date
from typing import Any

from generator.pages.models.deed import Deed, deeds_of
from generator.pages.models.series import series_of
from tests.rooms.pages import drawn

ACTION = {
    "what": "Prévenir par SMS",
    "owner": "dg",
    "start": "2025-04-01",
    "due": "2025-12-01",
    "horizon": "quick",
    "moves": {"customer": "sat.sinistre"},
}


def deeds(**changed: Any) -> tuple[Deed, ...]:
    read = drawn.reader(drawn.study(actions={"sms": {**ACTION, **changed}}))
    return deeds_of(read, read.plan.score["sat.sinistre"], date(2025, 3, 3))


def test_an_action_under_way_stands_at_the_day_it_begins_with_what_is_expected() -> None:
    target = {"of": "sat.sinistre", "change": "+5 pts", "by": "2027"}
    (deed,) = deeds(state="started", due="2026-12-01", target=target)
    assert (deed.when, drawn.words(deed.day), deed.is_done) == (date(2025, 4, 1), "1er avril 2025", False)
    assert drawn.words(deed.state) == "commencée, à finir avant le 1er décembre 2026"
    assert drawn.words(deed.effect) == "Effet attendu : +5 points en 2027."


def test_an_action_of_which_only_the_end_is_known_says_by_when() -> None:
    (deed,) = deeds(state="planned", start=None, due="2026-12-01")
    assert (drawn.words(deed.day), deed.state) == ("avant le 1er décembre 2026", "prévue")


def test_an_action_that_is_late_says_so() -> None:
    (deed,) = deeds(state="started")
    assert drawn.words(deed.state) == "en retard, à finir avant le 1er décembre 2025"


def test_what_was_announced_of_another_figure_is_no_number_of_this_one() -> None:
    target = {"of": "sat.contact", "change": "+5 pts", "by": "2027"}
    (deed,) = deeds(state="planned", due="2026-12-01", target=target)
    assert drawn.words(deed.effect) == "Effet attendu, sans chiffre annoncé."


def test_what_was_done_before_the_last_wave_is_told_with_what_moved() -> None:
    """65 % then 50 %: the figure went the other way, and nothing says why."""
    (deed,) = deeds(state="done", on="2025-09-01")
    assert (drawn.words(deed.day), deed.state, deed.is_done) == ("1er septembre 2025", "faite", True)
    assert drawn.words(deed.effect).startswith("Effet observé. ")
    assert "Rien ne dit que l’action en est la cause." in drawn.words(deed.effect)


def test_what_was_done_after_the_last_wave_is_too_early_to_judge() -> None:
    (deed,) = deeds(state="done", on="2026-05-01")
    assert "trop tôt pour le dire" in drawn.words(deed.effect)


def test_who_does_not_see_the_figure_is_told_the_action() -> None:
    read = drawn.reader(drawn.study(actions={"sms": {**ACTION, "state": "done", "on": "2025-09-01"}}))
    course = series_of(read, read.plan.score["sat.sinistre"])
    assert course is not None
    assert "Action : « Prévenir par SMS », 1er septembre 2025, faite." in drawn.words(course.description)
