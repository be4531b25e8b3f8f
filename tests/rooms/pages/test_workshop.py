"""The pages of workshops: who, what for, what it gave, what follows; each format with its own parts."""

from typing import Any

from generator.pages.models.cafe import Cafe
from generator.pages.models.symmetry import Symmetry
from generator.pages.models.workshop import WorkshopPage, workshop_lines, workshop_page
from generator.pages.render import render
from generator.spec.agenda import STANDARD
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier


def page(name: str, **sections: Any) -> WorkshopPage:
    read = atelier.reader(**sections)
    return workshop_page(read, drawn.addresses(read), name)


def cafe(**more: Any) -> Cafe:
    found = page("cafe", workshops={"cafe": {**atelier.CAFE, **more}}, priorities=None).cafe
    assert found is not None
    return found


def mirror(**more: Any) -> Symmetry:
    found = page("miroir", workshops={"miroir": {**atelier.MIRROR, **more}}).symmetry
    assert found is not None
    return found


def body(name: str, **sections: Any) -> str:
    read = atelier.reader(**sections)
    at = drawn.addresses(read)
    model = workshop_page(read, at, name)
    return render("workshop", model, at.workshop(name), read.voice, trials=at.trials)


def test_workshops_are_listed_by_format_and_day() -> None:
    read = atelier.reader()
    lines = workshop_lines(read, drawn.addresses(read))
    assert [drawn.words(line.title) for line in lines] == [
        "World café du 24 septembre 2026",
        "Atelier miroir du 8 octobre 2026",
    ]


def test_people_are_head_counts_and_roles() -> None:
    assert [drawn.words(line) for line in page("cafe").people] == [
        "Côté sociétaire : 4",
        "Côté collaborateur : 12",
        "Décideurs présents : Direction générale",
        "2 personnes à l’animation",
    ]
    assert "Binômes front-office et back-office" in page("miroir").people


def test_what_follows_says_the_four_things() -> None:
    assert [line.label for line in page("cafe").follow] == [
        "Décision",
        "Règle de choix",
        "Responsables nommés",
        "Point d’avancement",
    ]


def test_owners_that_nobody_named_are_said_to_be_missing() -> None:
    follow = {**atelier.FOLLOW, "owners": False}
    owners = page("cafe", workshops={"cafe": {**atelier.CAFE, "follow_up": follow}}, priorities=None).follow[
        2
    ]
    assert (owners.told, owners.page) == ("pas encore", None)


def test_a_round_has_its_three_beats_and_their_sum() -> None:
    first, second = cafe().rounds
    assert (first.intent, first.beats, first.total) == (
        "observer",
        ("5 minutes", "15 minutes", "15 minutes"),
        "35 minutes",
    )
    assert second.total == "35 minutes"
    assert drawn.words(cafe().total) == "70 minutes en tout, tour après tour."


def test_hosts_stay_and_the_others_draw_a_card() -> None:
    """Four tables of four, hosts included: twelve cards, and three meet three others at each round."""
    found = cafe()
    assert found.guests == 12
    assert [line.cards[0] for line in found.rotation] == ["1, 2, 3", "4, 5, 6", "7, 8, 9", "10, 11, 12"]
    assert "Aucune paire" in found.moves[0]


def test_both_deliverables_are_there_when_they_were_promised() -> None:
    text = drawn.words(body("cafe"))
    assert "Livrable : la synthèse pour les participants" in text
    assert "Rappeler à date fixe. Table 1" in text
    assert "Livrable : les solutions à trancher" in text


def test_each_solution_has_a_status() -> None:
    found = page("cafe").cafe
    assert found is not None
    assert [(line.label, line.status) for line in found.solutions] == [
        ("Un SMS d’étape", "retenue, en test trente jours"),
        ("Appel", "à qualifier"),
        ("Portail", "non retenue"),
    ]


def test_a_deliverable_that_was_not_promised_is_not_shown() -> None:
    given = {**atelier.CAFE, "deliverables": {"synthesis": False, "solutions": False}}
    assert "Livrable" not in body("cafe", workshops={"cafe": given}, priorities=None)


def test_the_standard_agenda_has_eight_sequences_and_390_minutes() -> None:
    assert (len(STANDARD), sum(STANDARD.values())) == (8, 390)
    found = mirror()
    assert (found.agenda[0].told, found.agenda[0].length) == ("Je suis client, moi aussi", "30 minutes")
    assert "390 minutes" in found.total


def test_the_mirror_follows_the_journey_and_keeps_words_beside_numbers() -> None:
    claim, followed = mirror().mirror
    assert (claim.moment, claim.is_truth) == ("Faire traiter un sinistre", True)
    assert [feeling.mood for feeling in claim.feelings] == ["\u22122, très pénible", "+1, agréable"]
    assert [feeling.is_break for feeling in claim.feelings] == [True, False]
    assert [feeling.notes for feeling in claim.feelings] == [
        ("Attend\u00a0: Des nouvelles",),
        ("Tension\u00a0: Rien à dire",),
    ]
    assert followed.feelings[1].mood == "0, neutre"


def test_a_challenge_crosses_both_sides() -> None:
    assert drawn.words(mirror().challenges[0].crosses) == (
        "Côté sociétaire : Faire traiter un sinistre · Côté collaborateur : Tenir informé"
    )


def test_what_each_side_discovered_stands_in_two_columns() -> None:
    assert mirror().discovered == (
        ("Côté sociétaire", ("L’agenda de l’expert",)),
        ("Côté collaborateur", ("Une mauvaise nouvelle rassure",)),
    )


def test_a_symmetry_workshop_names_the_owner_of_the_mark() -> None:
    assert "est une marque déposée" in body("miroir")
    assert "marque déposée" not in body("cafe")


def test_a_workshop_of_another_format_says_what_it_has() -> None:
    bricks = {"kind": "bricks", "on": "2026-09-01", "objectives": ["Bâtir"], "participants": {"employee": 10}}
    found = page("briques", workshops={"briques": bricks}, priorities=None)
    assert (found.cafe, found.symmetry, found.ideas, found.follow) == (None, None, None, ())
    assert "Atelier de briques du" in drawn.words(
        body("briques", workshops={"briques": bricks}, priorities=None)
    )
