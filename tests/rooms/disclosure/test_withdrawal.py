"""Tables come down one rung at a time until nobody's answer is proven."""

from dataclasses import replace

import pytest

from generator.disclosure import Depth, protect
from generator.disclosure.withdrawal import secrets_of
from generator.spec.models import QuestionType
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, choice, duration, opinion, people


def sets(measure: object) -> set[str]:
    codes = [code.id for code in measure.codes]
    return {
        "".join(c for c, is_in in zip(codes, flags, strict=True) if is_in) for flags in secrets_of(measure)
    }


def test_each_answer_and_each_box_is_a_secret() -> None:
    assert sets(opinion()) == {"1", "2", "3", "4", "34", "12"}
    assert sets(choice()) == {"1", "2", "3", "4"}
    assert sets(duration()) == set()


def test_promoters_and_detractors_are_secrets() -> None:
    codes = tuple(replace(opinion().codes[0], id=str(n)) for n in range(11))
    nps = replace(choice(), type=QuestionType.NPS, codes=codes)
    assert {"910", "0123456"} <= sets(nps)


def exposed() -> Drawn:
    """Nobody outside x and y is under 30, but where x and y meet all agree: x gives the 4s, y the rest.

    x has 10 ones besides the meeting's fours, y 20 twos besides them: 12 fours in x, 12 in y and 12 in all,
    so the twelve of the meeting are all of them.
    """
    return Drawn(
        people(12, "4", x="y", y="y") + people(28, "12", x="y") + people(28, "23", y="y") + people(40, "123"),
        {"x": "y", "y": "y"},
    )


def outcomes(drawn: Drawn, depth: Depth) -> dict[str, str]:
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS, depth)
    return {group: table.outcome.value for (_, group), table in release.tables.items()}


def test_groups_whose_answers_meet_in_a_few_people_prove_them() -> None:
    """Twelve fours in x, twelve in y and twelve in all are the same twelve people."""
    assert outcomes(exposed(), Depth.PREVIEW) == {"all": "full", "x=y": "full", "y=y": "full"}
    assert outcomes(exposed(), Depth.FREEZE) == {"all": "full", "x=y": "full", "y=y": "one_number"}


def test_the_certificate_says_which_attacks_were_tried() -> None:
    drawn = exposed()
    preview, freeze = (protect(drawn.aggregates, drawn.plan, CUSTOMERS, depth).certificate for depth in Depth)
    assert "R9" not in preview.rules
    assert "R9" in freeze.rules


@pytest.mark.parametrize(
    "drawn", [Drawn(people(40, "1234"), measures=(duration(),)), Drawn(people(12, "12"))]
)
def test_a_question_that_shows_no_answers_has_nothing_to_attack(drawn: Drawn) -> None:
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS, Depth.FREEZE)
    assert "R9" in release.certificate.rules
