"""What a node of a spec is: frozen, strict, documented, and knowing where it was written."""

import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from generator.errors import Position
from generator.spec.anatomy import fields_of, keys_of, parts_at, parts_in
from generator.spec.models import Action, Node, Population, Question, Readiness, Shared, Study
from tests.rooms.spec.drawn import VISIT, loaded, visit


def every_part(model: type[Node], seen: set[type[Node]] | None = None) -> Iterator[type[Node]]:
    seen = seen if seen is not None else set()
    if model not in seen:
        seen.add(model)
        yield model
        for part in parts_in(field.annotation for field in fields_of(model).values()):
            yield from every_part(part, seen)
        for field in fields_of(model).values():
            for inner in parts_at_any_key(field.annotation):
                yield from every_part(inner, seen)


def parts_at_any_key(annotation: object) -> list[type[Node]]:
    arguments = getattr(annotation, "__args__", ())
    return [*parts_in(arguments), *(part for a in arguments for part in parts_at_any_key(a))]


@pytest.mark.parametrize("part", [*every_part(Study), *every_part(Shared)], ids=lambda part: part.__name__)
def test_every_key_has_its_sentence(part: type[Node]) -> None:
    silent = [
        name
        for name, field in part.model_fields.items()
        if not re.search(r"[.?…»]$", (field.description or "").strip())
    ]
    assert (part.__doc__ or "").strip()
    assert not silent


def test_all_parts_are_seen() -> None:
    assert {"Keep", "CafeTable", "FindingGroup", "FollowedUp"} <= {
        part.__name__ for part in every_part(Study)
    }


def test_a_node_is_frozen(tmp_path) -> None:
    with pytest.raises(ValidationError):
        visit(tmp_path).title = "Autre"  # type: ignore[misc]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Population.model_validate({"who": "Adultes", "whom": "x"})


def test_words_that_python_keeps_are_keys() -> None:
    action = Action.model_validate(
        {"what": "Agir", "from": ["a"], "owner": "b", "due": "2026-01-01", "horizon": "quick"}
    )
    assert action.from_ == ("a",)
    assert "from" in keys_of(Action)


def test_a_text_stands_for_a_part() -> None:
    population = Population.model_validate({"who": "Adultes", "not_covered": "Les absents"})
    assert population.not_covered is not None
    assert population.not_covered.who == "Les absents"
    question = Question.model_validate(
        {"type": "grid", "text": "?", "items": {"a": "Un", "b": {"text": "Deux"}}}
    )
    assert [item.text for item in question.items.values()] == ["Un", "Deux"]


def test_readiness_names_what_was_answered_no() -> None:
    answers = dict.fromkeys(keys_of(Readiness)[:4], "yes") | {"room_to_act": "no"}
    assert Readiness.model_validate(answers).refused == ("room_to_act",)


def test_a_study_knows_where_its_nodes_are(tmp_path) -> None:
    study = visit(tmp_path)
    assert study.where("findings", "billet_decroche", "verdict") == Position(VISIT, 75, 14)
    assert study.where("findings", "billet_decroche", "holds", 1) == Position(VISIT, 73, 43)
    assert study.where_key("findings", "billet_decroche") == Position(VISIT, 68, 3)
    assert study.excerpt(Position(VISIT, 75, 14)) == "    verdict: improve"


def test_an_implied_node_is_where_its_parent_is(tmp_path) -> None:
    study = visit(tmp_path)
    assert study.where("findings", "billet_decroche", "margin") == study.where("findings", "billet_decroche")
    assert study.where("nowhere") == Position(VISIT, 1, 1)


def test_a_character_has_its_place(tmp_path) -> None:
    study = visit(
        tmp_path,
        ("    what: Ouvrir une seconde caisse", "    what: >-\n      Ouvrir une\n      seconde caisse"),
    )
    assert study.where("actions", "caisse", "what", offset=len("Ouvrir une ")).line == 81
    assert study.where("actions", "caisse", "what", offset=len("Ouvrir une ")).column == 7


def test_parts_are_found_by_path() -> None:
    assert [p.__name__ for p in parts_at(Study, ("findings", "any", "groups", "any"))] == ["FindingGroup"]
    assert [p.__name__ for p in parts_at(Study, ("waves", "2026", "amended", 3))] == ["Amendment"]
    assert parts_at(Study, ("title",)) == ()
    assert parts_at(Study, ("nowhere", "at", "all")) == ()


def test_moments_are_in_the_order_of_the_journey(tmp_path) -> None:
    shared = loaded(tmp_path).shared
    assert shared is not None
    assert list(shared.moments) == ["billet", "salles"]
