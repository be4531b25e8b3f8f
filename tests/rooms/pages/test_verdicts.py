"""One comparison has one verdict, whatever page tells it."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from generator.findings.finding import Standing
from generator.hearing import judge
from generator.pages.address import Addresses
from generator.pages.library import Library
from generator.pages.models.crosstab import crosstab_page
from generator.pages.models.divisions import columns_of, divisions_of
from generator.pages.models.essential import essential_model
from generator.pages.models.evolution import evolution_model
from generator.pages.models.finding import finding_page
from generator.pages.models.profile import profile_page
from generator.pages.models.question import CrossBlock, crosses_of, question_page
from generator.pages.reader import Reader
from generator.pages.shown import Change
from generator.pages.voice import Voice
from generator.releasing import release_all, settled
from generator.spec import load
from generator.spec.language import Comparison
from generator.spec.plan import Term
from generator.statistics.families import Families
from tests.rooms.pages import drawn

AS_OF = date(2026, 11, 21)


def _silent(step: str, subject: str) -> None:
    """The progress of a build nobody watches."""


@pytest.fixture(scope="module")
def demo(root: Path) -> tuple[Reader, ...]:
    """The demo's studies that have a wave, from their closed releases."""
    workspace = settled(load(root, (), AS_OF), AS_OF)
    judged = judge(workspace, release_all(workspace, _silent).releases, AS_OF, _silent)
    library = Library({subject.study.id: subject for subject in judged.subjects})
    readers = (Reader(one, Voice(one.study.language), library, AS_OF) for one in judged.subjects)
    return tuple(reader for reader in readers if reader.wave)


def _told(reader: Reader) -> list[tuple[str, Change]]:
    """Every tested difference that the pages of a study print, with the page that prints it."""
    addresses = Addresses(reader.study.id, reader.voice.lang)
    essential = essential_model(reader, addresses)
    said = [("essential", line.change) for line in (*essential.contrasts, *essential.headlines)]
    findings = reader.subject.findings.findings
    for finding in findings:
        page = finding_page(reader, addresses, finding, (1, len(findings)))
        said += [(finding.id, change) for change in _rests(page.segments)]
        said += [(finding.id, page.series.change)] if page.series else []
    for name in reader.study.questions:
        question = question_page(reader, addresses, name, (1, 1))
        said += [(name, change) for change in _rests(question.crosses)]
        said += [(name, row.series.change) for row in question.series]
    for segment in reader.study.segments:
        profile = profile_page(reader, addresses, segment)
        said += [(segment, trait.rest) for card in profile.cards for trait in card.traits]
        said += [(segment, place.rest) for standing in profile.standings for place in standing.places]
    evolution = evolution_model(reader, addresses)
    blocks = (*evolution.moved, *evolution.steady, *evolution.broken) if evolution else ()
    said += [("evolution", course.series.change) for block in blocks for course in block.courses]
    return [(page, change) for page, change in said if change.text]


def _rests(blocks: tuple[CrossBlock, ...]) -> list[Change]:
    return [cell.rest for block in blocks for row in block.rows for cell in row.cells]


def test_every_comparison_of_the_demo_has_one_verdict(demo: tuple[Reader, ...]) -> None:
    verdicts: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    pages: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for reader in demo:
        for page, change in _told(reader):
            verdicts[change.numbers].add((change.verdict, change.text))
            pages[change.numbers].add(page)
    assert {numbers: said for numbers, said in verdicts.items() if len(said) > 1} == {}
    assert sum(len(found) > 1 for found in pages.values()) > 20, "few are told twice: nothing is compared"


def test_no_claim_is_established_that_a_page_leaves_open(demo: tuple[Reader, ...]) -> None:
    """The claims of the demo that pages tell as well: one movement and, in the minimal study, two regions."""
    met = []
    for reader in demo:
        for finding in reader.subject.findings.findings:
            for claim in finding.claims:
                test = claim.test
                # That a figure did not move by more than a margin is another question than whether it moved.
                if test is None or test.margin is not None or not isinstance(claim.claim, Comparison):
                    continue
                told = _as_pages_tell(reader, claim.numbers)
                if told is not None and claim.standing is Standing.ESTABLISHED:
                    met.append(finding.id)
                    assert (test.p_adjusted or 0.0) >= told
                    assert told <= 1 - reader.study.statistics.confidence
    assert met


def _as_pages_tell(reader: Reader, numbers: tuple[str, ...]) -> float | None:
    """The corrected p of the same comparison on pages; None where they do not make it."""
    known = [reader.plan.numbers[name] for name in numbers if name in reader.plan.numbers]
    if len(known) != 2 or known[0].subject != known[1].subject:
        return None
    one, other = known
    if one.wave != other.wave:
        found = reader.changes.get(one.subject) if one.group == other.group == "all" else None
        return found.p_adjusted if found else None
    question = reader.plan.score[one.subject].question or ""
    divisions = [d for d in divisions_of(reader) if {one.group, other.group} <= _groups(reader, d)]
    for division in divisions:
        duels = reader.families.duels(question, reader.wave, division)
        for (score, *groups), tested in duels.items():
            if score == one.subject and set(groups) == {one.group, other.group}:
                return tested.p_adjusted
    return None


def _groups(reader: Reader, division: tuple[str, ...]) -> set[str]:
    return {column.group for column in columns_of(reader, division)}


def test_two_groups_that_are_everyone_differ_as_one_of_them_differs_from_the_rest(
    demo: tuple[Reader, ...],
) -> None:
    """A letter between two columns and an arrow against the rest would else be two verdicts of one gap."""
    read = drawn.reader()
    duels = read.families.duels("q_nps", "2026", ("region",))
    rest = read.families.rest("nps", "2026", "region=nord")
    assert rest is not None
    assert duels["nps", "region=nord", "region=sud"].p_adjusted == rest.p_adjusted
    table = next(t for t in crosstab_page(read, drawn.addresses(read), ("region",)).tables if t.id == "q_nps")
    above = [cell.above for cell in next(row for row in table.rows if row.label == "NPS").cells]
    assert above == (["B", ""] if read.rest("nps", "region=nord").arrow else ["", ""])


def test_a_page_that_tells_few_comparisons_corrects_for_all_of_them() -> None:
    """The table of one finding is no smaller a family than the profile that lists every figure."""
    read = drawn.reader()
    told = crosses_of(read, [read.plan.score["sat.sinistre"]])
    tested = read.families.rests("2026", of_headlines=False)
    assert len(told[0].rows) == 2
    assert {one.family for one in tested.values() if one.p is not None} == {12}


def test_headlines_are_a_family_of_their_own_and_stay_so_when_questions_are_added() -> None:
    read = drawn.reader()
    heads = Families(read.figures).rests("2026", of_headlines=True)
    assert {score for score, _ in heads} == {"nps", "mecontents"}
    others = Families(read.figures).rests("2026", of_headlines=False)
    assert not heads.keys() & others.keys()


def test_what_a_claim_sets_side_by_side_is_found_in_the_family_that_pages_tell() -> None:
    """Everyone since the last wave, a group since then, a group and all, two groups; never two scores."""
    families = drawn.reader().families
    whole, nord, sud = (Term("sat.sinistre", group) for group in ("all", "region=nord", "region=sud"))
    assert families.told(whole, "2026", whole, "2025") == families.changes("2026")["sat.sinistre"]
    moved = families.shifts("2026")
    assert (
        families.told(Term("nps", nord.group), "2026", Term("nps", nord.group), "2025")
        == moved["nps", nord.group]
    )
    assert families.told(nord, "2026", whole, "2026") == families.rest("sat.sinistre", "2026", nord.group)
    duels = families.duels("q_moments", "2026", ("region",))
    assert families.told(sud, "2026", nord, "2026") == duels["sat.sinistre", nord.group, sud.group]
    assert families.told(nord, "2026", sud, "2025") is None
    assert families.told(whole, "2026", Term("nps", "all"), "2026") is None
