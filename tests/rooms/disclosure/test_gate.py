"""The gate as a whole: certified, deterministic, and silent about what it withholds."""

import json
from dataclasses import replace

import pytest

from generator import __version__
from generator.disclosure import Depth, protect, withholding
from generator.disclosure.gate import RULES
from generator.release import METHOD, Attack, Attacker, dump, load, sealed
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, opinion, people

DRAWN = Drawn(
    people(60, region="n") + people(50, region="s") + people(7, region="e"), {"region": "nse"}, invited=400
)


def test_the_certificate_states_what_was_applied() -> None:
    certificate = protect(DRAWN.aggregates, DRAWN.plan, EMPLOYEES).certificate
    assert certificate.tool == __version__
    assert certificate.method == METHOD
    assert certificate.plan == DRAWN.plan.digest
    assert certificate.data == DRAWN.aggregates.data
    assert certificate.policy == EMPLOYEES.facts
    assert set(RULES) < set(certificate.rules)


def test_the_certificate_says_how_far_its_proofs_went() -> None:
    preview = protect(DRAWN.aggregates, DRAWN.plan, EMPLOYEES).certificate.proof
    closed = protect(DRAWN.aggregates, DRAWN.plan, EMPLOYEES, Depth.FREEZE).certificate.proof
    assert preview is not None
    assert closed is not None
    assert (preview.questions, preview.covered, preview.attack) == (1, 1, Attack.NONE)
    assert (closed.questions, closed.covered, closed.attack) == (1, 1, Attack.WHOLE)
    assert (closed.coalition, closed.accomplices, closed.search) == (1, 0, 2)
    assert Attacker.MANAGER not in preview.attackers
    assert set(closed.attackers) >= {Attacker.READER, Attacker.COLLEAGUE, Attacker.MANAGER}


def test_a_question_that_cannot_be_covered_leaves_smaller_ones_covered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measures = (opinion("p"), opinion("q"), opinion("r"))
    both = [*people(60, region="n", question="p"), *people(40, region="s", question="p")]
    told = [replace(p, answers={**p.answers, "q": p.answers["p"], "r": p.answers["p"]}) for p in both[:60]]
    drawn = Drawn([*told, *both[60:]], {"region": "ns"}, measures=measures)
    proven = iter([False, True, True])
    monkeypatch.setattr(withholding, "_is_proven", lambda *_: next(proven))
    certificate = protect(drawn.aggregates, drawn.plan, CUSTOMERS).certificate
    assert "R3-pairs" in certificate.rules
    assert certificate.proof is not None
    assert (certificate.proof.questions, certificate.proof.covered) == (3, 2)


@pytest.mark.parametrize("depth", Depth)
def test_the_release_survives_its_files(depth: Depth) -> None:
    release = protect(DRAWN.aggregates, DRAWN.plan, CUSTOMERS, depth)
    assert load(*dump(release)) == release


def test_a_release_of_an_older_method_is_still_read_and_written_as_it_was() -> None:
    release = protect(DRAWN.aggregates, DRAWN.plan, CUSTOMERS)
    content, _ = dump(release)
    older = replace(release, certificate=sealed(replace(release.certificate, method=2, proof=None), content))
    assert "proof" not in dump(older)[1]
    assert load(*dump(older)) == older


def test_the_same_input_gives_the_same_bytes() -> None:
    once, again = (dump(protect(DRAWN.aggregates, DRAWN.plan, CUSTOMERS)) for _ in range(2))
    assert once == again


def test_the_order_of_people_and_tables_does_not_matter() -> None:
    shuffled = replace(DRAWN, respondents=DRAWN.respondents[::-1]).aggregates
    turned = replace(shuffled, counts=dict(reversed(shuffled.counts.items())))
    assert dump(protect(turned, DRAWN.plan, CUSTOMERS)) == dump(
        protect(DRAWN.aggregates, DRAWN.plan, CUSTOMERS)
    )


def test_every_table_of_the_plan_is_there_and_no_other() -> None:
    assert set(protect(DRAWN.aggregates, DRAWN.plan, CUSTOMERS).tables) == set(DRAWN.plan.tables)


def test_what_is_withheld_looks_the_same_whatever_the_reason() -> None:
    content, _ = dump(protect(DRAWN.aggregates, DRAWN.plan, CUSTOMERS))
    tables = [json.loads(line)["table"] for line in content.splitlines()[1:]]
    withheld = [table for table in tables if table["outcome"] == "withheld"]
    assert {table.pop("group") for table in withheld} == {"region=s", "region=e"}
    assert withheld == [{"measure": "q", "outcome": "withheld"}] * 2


@pytest.mark.parametrize(
    ("invited", "told"), [(None, None), (400, 400), (127, 127), (126, None), (117, None), (100, None)]
)
def test_the_number_invited_is_told_unless_few_kept_silent(invited: int | None, told: int | None) -> None:
    aggregates = replace(DRAWN.aggregates, invited=invited)
    assert protect(aggregates, DRAWN.plan, CUSTOMERS).invited == told


def test_the_silence_of_one_more_colleague_is_hidden() -> None:
    aggregates = replace(DRAWN.aggregates, invited=127)
    assert protect(aggregates, DRAWN.plan, EMPLOYEES).invited is None
    assert protect(replace(aggregates, invited=128), DRAWN.plan, EMPLOYEES).invited == 128


def test_a_plan_without_a_wave_for_a_question_releases_nothing_of_it() -> None:
    later = replace(DRAWN.measures[0], asked_in=("2027",))
    drawn = replace(DRAWN, measures=(later, replace(later, id="r", column="r", asked_in=())))
    aggregates = replace(
        drawn.aggregates, counts={k: c for k, c in drawn.aggregates.counts.items() if k[0] == "r"}
    )
    assert {measure for measure, _ in protect(aggregates, drawn.plan, CUSTOMERS).tables} == {"r"}
