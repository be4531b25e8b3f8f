"""The sheets of 30-day trials: five things each, and room to write."""

from datetime import date

import pytest

from generator.pages.models.trials import TrialsPage, state_of, trials_page
from generator.pages.render import render
from generator.spec.models.decisions import Trial
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier


def page() -> TrialsPage:
    found = trials_page(atelier.reader())
    assert found is not None
    return found


def test_a_sheet_says_the_five_things() -> None:
    (sheet,) = page().sheets
    assert (sheet.what, sheet.who, sheet.indicators) == ("SMS à J+5", "Direction générale", ("Relances",))
    assert drawn.words(sheet.when) == "19 mai au 17 juin 2026, soit 30 jours"
    assert sheet.feedback == "Appel à dix sociétaires"
    assert drawn.words(sheet.challenge) == "Comment pourrions-nous donner des nouvelles ?"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 18), "planned"),
        (date(2026, 5, 19), "running"),
        (date(2026, 6, 17), "running"),
        (date(2026, 6, 18), "over"),
    ],
)
def test_its_state_follows_the_day(day: date, state: str) -> None:
    assert state_of(Trial.model_validate(atelier.TRIALS["sms"]), day) == state


def test_each_trial_is_a_sheet_of_its_own_that_others_may_lead_to() -> None:
    read = atelier.reader(trials={"sms": atelier.TRIALS["sms"], "appel": atelier.TRIALS["sms"]})
    body = render("trials", trials_page(read), drawn.addresses(read).trials, read.voice)
    assert body.count('class="bo-sheet"') == 2
    assert 'id="sms"' in body
    assert "Fiche de test 2 sur 2" in drawn.words(body)


def test_a_study_without_trials_has_no_such_page() -> None:
    assert trials_page(atelier.reader(trials={})) is None
