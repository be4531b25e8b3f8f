"""The certificate on the method page says what the release states, and no more."""

from dataclasses import replace

from generator.disclosure import Policy, Profile
from generator.pages.models.certificate import Certified, certificate_of
from generator.release import Attack, Certificate, Proof
from tests.rooms.pages import drawn

FULL = ("R1", "R2", "R3", "R5", "R6", "R7", "R9", "R17")


def told(policy: Policy, *rules: str, proof: Proof | None = None) -> Certified:
    stated = Certificate("0.1.0", 2, "", policy.facts, rules, "", "c" * 64, proof)
    releases = {wave: replace(one, certificate=stated) for wave, one in drawn.releases(drawn.study()).items()}
    found = certificate_of(drawn.reader(drawn.study(), releases))
    assert found is not None
    return found


def test_only_what_is_stated_is_said() -> None:
    customers = Policy(Profile.CUSTOMER)
    whole, quick = told(customers, *FULL), told(customers, "R1", "R2", "R3-pairs")
    assert len(whole.held) == 6
    assert [drawn.words(line) for line in quick.held] == [
        "Aucun groupe plus petit que le seuil promis.",
        "Aucune différence de deux groupes publiés, pour une même question, "
        "ne porte sur moins de personnes que le seuil.",
    ]
    assert "responsable" in whole.against
    assert "responsable" not in quick.against


def test_the_reader_is_counted_out_where_colleagues_know_each_other() -> None:
    employees = told(Policy(Profile.EMPLOYEE, coalition=1), *FULL)
    assert any("Celui qui lit" in line for line in employees.held)
    assert "collègue" in employees.against


def test_how_far_the_proofs_went_is_said_when_a_certificate_says_it() -> None:
    assert "combinaisons" not in told(Policy(Profile.CUSTOMER), *FULL).against
    proof = Proof(12, 9, 1, Attack.SPLIT, 1, 0, (), 1)
    said = drawn.words(told(Policy(Profile.CUSTOMER), *FULL, proof=proof).against)
    assert "combinaisons de groupes ont été couvertes : 9 sur 12." in said
    assert "partagée entre deux réponses" in said
    assert "nombres libres" in said
    assert "deux personnes" in said
    quick = drawn.words(
        told(Policy(Profile.CUSTOMER), *FULL, proof=replace(proof, attack=Attack.NONE)).against
    )
    assert quick.endswith("couvertes : 9 sur 12.")


def test_an_open_wave_says_that_the_full_check_is_to_come() -> None:
    assert "n’est pas close" in drawn.words(told(Policy(Profile.CUSTOMER), *FULL).state)
    assert "Empreinte cccccccccccc" in drawn.words(told(Policy(Profile.CUSTOMER), *FULL).hash)
