"""All pages together: which there are, what every printed number is, how everything is written."""

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape
from itertools import pairwise
from typing import Any

import pytest

from generator.pages import Pages
from generator.words import Lang
from tests.rooms.pages import drawn

RULES = {
    "rule": "importance_performance",
    "over": "sat",
    "importance": {"method": "shapley", "outcome": "q_nps"},
    "performance": "sat",
}
ACTION = {
    "what": "Prévenir par SMS",
    "from": ["decroche"],
    "owner": "dg",
    "due": "2026-12-01",
    "horizon": "quick",
    "moves": {"customer": "sat.sinistre"},
    "target": {"of": "sat.sinistre", "change": "+5 pts", "by": "2027"},
}
NOTICE = {**drawn.drawn.SECTIONS["method_notice"], "limits": "{nonresponse} n'ont pas répondu."}
FULL: dict[str, Any] = {
    "priorities": RULES,
    "actions": {"sms": ACTION},
    "method_notice": NOTICE,
    "findings": {
        "decroche": drawn.FINDING,
        "nord": {
            **drawn.FINDING,
            "says": "Au nord {sat.sinistre[region=nord]}, soit {sat.sinistre[region=nord]|words}.",
            "holds": [],
        },
    },
}
ENGLISH: dict[str, Any] = {
    "lang": "en",
    "title": "Claims",
    "objective": "Say what to do.",
    "decisions": {"effort": {**drawn.SECTIONS["decisions"]["effort"], "ask": "What to do?"}},
    "segments": {"region": {**drawn.SECTIONS["segments"]["region"], "label": "Region"}},
    "questions": {
        "q_moments": {**drawn.SECTIONS["questions"]["q_moments"], "text": "Are you satisfied?"},
        "q_nps": {"type": "nps", "text": "Would you recommend us?"},
    },
    "indicators": {name: drawn.SECTIONS["indicators"][name] for name in ("sat", "nps")},
    "priorities": RULES,
    "actions": {"sms": {**ACTION, "what": "Send a text"}},
    "findings": {"decroche": {**drawn.FINDING, "says": "Claims fall: {sat.sinistre}."}},
}


@pytest.fixture(scope="module")
def composed() -> Pages:
    of = drawn.study(**FULL)
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], ("q_moments.contact", "region=sud"))
    return drawn.pages(drawn.subject(of, released, drawn.lock(of, drawn.date(2026, 2, 1))))


@pytest.fixture(scope="module")
def small() -> Pages:
    """An employee study of 24 people a wave."""
    findings = {"constat": {**drawn.FINDING, "says": "{sat.sinistre}.", "holds": []}}
    of = drawn.study(audience="employee", findings=findings)
    rows = drawn.rows(6, 6, each=12)
    return drawn.pages(drawn.subject(of, drawn.releases(of, rows, rows)))


def known(pages: Pages) -> dict[str, float | None]:
    """Every number that the index of the site lists."""
    files = [asset.content for asset in pages.assets if asset.path.name == "numbers.json"]
    return {name: value for file in files for name, value in json.loads(file).items()}


def printed(pages: Pages) -> list[tuple[str, tuple[str, ...]]]:
    """Every number printed on the pages, with the ids it names."""
    found = [
        (unescape(text), tuple(ids.split()))
        for document in pages.documents
        for ids, text in re.findall(r'data-number="([^"]*)"[^>]*>([^<]*)<', document.body)
    ]
    assert found
    return found


def read(text: str) -> list[Decimal]:
    """The numbers in a text, as they are printed: signed by their sign or by « de moins »."""
    plain = text.replace("\u2212", "-").replace("\u202f", "").replace("\u00a0", " ").replace(",", ".")
    sign = -1 if re.search(r"de moins|less", plain) else 1
    return [sign * Decimal(number) for number in re.findall(r"-?\d+(?:\.\d+)?", plain)]


def in_points(name: str, value: float) -> float:
    """A value in the unit it is printed in: shares are fractions, bases and scores of NPS are not."""
    is_share = re.search(r"/(share|aside|importance|response_rate)(/|$)", name) or (
        "/nps/" not in name and not name.endswith(("/base", "/rank"))
    )
    return value * 100 if is_share else value


def agrees(text: str, names: tuple[str, ...], values: dict[str, float | None]) -> bool:
    """Whether a printed number is the released one: itself, a difference, a sum, or a complement."""
    shown = read(text)
    if not shown:
        # « près de trois quarts », « moins de 30 » in words only.
        return True
    if all(values[name] is None for name in names):
        return text == "moins de 30" and names[0].endswith("/base")
    numbers = [in_points(name, value) for name in names if (value := values[name]) is not None]
    is_sum = all("/share/" in name for name in names)
    meant = [sum(numbers) if is_sum or len(numbers) == 1 else numbers[0] - numbers[1]]
    if names[0].endswith("/response_rate"):
        meant.append(100 - numbers[0])
    step = 10.0 ** -max(-int(number.as_tuple().exponent) for number in shown)
    # A distribution is printed so that it sums to 100: each share is within one last digit.
    room = step * (1.05 * len(numbers) if is_sum else 0.55)
    return any(abs(float(shown[0]) - candidate) <= room for candidate in meant)


@pytest.mark.parametrize("pages", ["composed", "small"])
def test_every_number_on_the_pages_was_planned(pages: str, request: pytest.FixtureRequest) -> None:
    site: Pages = request.getfixturevalue(pages)
    values = known(site)
    assert {name for _, names in printed(site) for name in names} <= values.keys()


@pytest.mark.parametrize("pages", ["composed", "small"])
def test_every_number_on_the_pages_is_the_released_one(pages: str, request: pytest.FixtureRequest) -> None:
    site: Pages = request.getfixturevalue(pages)
    values = known(site)
    assert [(text, names) for text, names in printed(site) if not agrees(text, names, values)] == []


def test_a_wrong_number_would_be_seen() -> None:
    """The two checks above see a number that is off by its last digit."""
    values: dict[str, float | None] = {"essai/2026/all/sat.sinistre/score": 0.5}
    assert agrees("50,0\u202f%", ("essai/2026/all/sat.sinistre/score",), values)
    assert not agrees("50,1\u202f%", ("essai/2026/all/sat.sinistre/score",), values)
    assert not agrees("\u221250,0\u202f%", ("essai/2026/all/sat.sinistre/score",), values)


def test_what_is_withheld_is_said_so_and_never_a_zero(composed: Pages) -> None:
    name = "essai/2026/region=sud/q_moments.contact/base"
    assert known(composed)[name] is None
    page = drawn.page(composed, "essai/ecouter/questions/q_moments.md").body
    row = re.search(r"<tr><th scope=\"row\">Sud</th>(.*?)</tr>", page)
    assert row
    assert drawn.words(row[1]).endswith("non publié")
    assert "region=sud/sat.contact" not in page


def test_no_base_under_thirty_leaves_an_employee_study(small: Pages) -> None:
    for asset in small.assets:
        assert b",24," not in asset.content
        assert b": 24" not in asset.content
    assert all(not re.search(r"\b(12|24) réponses", drawn.words(page.body)) for page in small.documents)


def test_rows_of_a_segment_have_its_name_as_their_header(composed: Pages) -> None:
    body = drawn.page(composed, "essai/comprendre/constats/decroche.md").body
    assert '<tbody><tr class="bo-block"><th scope="rowgroup" colspan="5">Région</th></tr>' in body
    assert body.count(">Région<") == 1


def test_every_finding_on_the_essential_page_leads_to_its_proof(composed: Pages) -> None:
    body = drawn.page(composed, "essai/index.md").body
    assert 'href="comprendre/constats/decroche.md"' in body
    assert 'href="comprendre/constats/nord.md"' in body
    assert "Les preuves pour « Où porter l’effort ? »" in drawn.words(body)


def test_the_essential_page_says_when_the_rules_were_frozen(composed: Pages) -> None:
    said = drawn.words(drawn.page(composed, "essai/index.md").body)
    assert "Règles gelées le 1er février 2026 (empreinte " in said
    assert "avant le terrain" in said
    assert "Aperçu" not in said


def test_figures_are_described_and_have_their_table(composed: Pages) -> None:
    body = drawn.page(composed, "essai/comprendre/constats/decroche.md").body
    alt = re.search(r'alt="([^"]*)"', body)
    assert alt
    assert drawn.words(alt[1]) == (
        "« Faire traiter un sinistre » : 65,0 % en 2025 et 50,0 % en 2026. "
        "Depuis 2025 : baisse établie, 15,0 points de moins. "
        "Action : « Prévenir par SMS », avant le 1er décembre 2026, prévue."
    )
    assert "de 60,2 % à 69,5 %" in drawn.words(body.split("<details")[1])


def test_an_interval_that_is_drawn_is_read_too(composed: Pages) -> None:
    body = drawn.page(composed, "essai/comprendre/constats/decroche.md").body
    told = re.findall(
        r'<svg class="bo-interval".*?</svg><span class="bo-unseen">(.*?)</span></td>', body, re.DOTALL
    )
    assert told
    assert all(re.fullmatch(r"de .* à .*", drawn.words(one)) for one in told)


def test_every_chart_stands_on_its_page(composed: Pages) -> None:
    for document in composed.documents:
        placed = re.findall(r'data-figure="([^"]*)"', document.body)
        assert sorted(placed) == sorted(chart.id for chart in document.charts)


def test_a_question_has_its_own_download(composed: Pages) -> None:
    files = {str(asset.path): asset.content.decode() for asset in composed.assets}
    own = list(csv.DictReader(io.StringIO(files["essai/ecouter/questions/q_nps.csv"])))
    assert {row["question"] for row in own} == {"q_nps"}
    everything = list(csv.DictReader(io.StringIO(files["essai/ecouter/chiffres.csv"])))
    assert own == [row for row in everything if row["question"] == "q_nps"]
    assert 'href="q_nps.csv"' in drawn.page(composed, "essai/ecouter/questions/q_nps.md").body


_TAGS = re.compile(r"<[^>]*>")
FRENCH_FAULTS = re.compile(r"(?<=\S) [;:!?%»](?=\s|$)|« |\w'\w|(?<=\w)[;!?](?=\s|$)")
ENGLISH_FAULTS = re.compile(r"(?<=\w)[ \u00a0\u202f]+[;:!?%](?=\s|$)|«|»|\w'\w")


def faults(pages: Pages, pattern: re.Pattern[str], lang: Lang) -> list[str]:
    """What a proofreader of one language would mark, with what stands around it."""
    bodies = [document.body for document in pages.documents if document.lang is lang]
    texts = [text for body in bodies for text in _TAGS.split(body)]
    texts += [text for body in bodies for text in re.findall(r'(?:alt|aria-label)="([^"]*)"', body)]
    found = [(unescape(text), mark) for text in texts for mark in pattern.finditer(unescape(text))]
    return [text[max(0, mark.start() - 20) : mark.end() + 20] for text, mark in found]


def test_french_has_its_typography_everywhere(composed: Pages) -> None:
    assert faults(composed, FRENCH_FAULTS, Lang.FR) == []


def test_english_has_its_own() -> None:
    assert faults(drawn.pages(drawn.subject(drawn.study(**ENGLISH))), ENGLISH_FAULTS, Lang.EN) == []


def test_what_an_author_writes_is_never_taken_for_markup() -> None:
    of = drawn.study(title="Un <script>alert(1)</script> & deux")
    page = drawn.page(drawn.pages(drawn.subject(of)), "essai/index.md").body
    assert "<script" not in page
    assert "Un &lt;script&gt;alert(1)&lt;/script&gt; &amp; deux" in page


def test_headings_never_skip_a_level(composed: Pages) -> None:
    for document in composed.documents:
        levels = [int(level) for level in re.findall(r"<h(\d)\b", document.body)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), document.path


def test_composing_twice_gives_the_same_pages(composed: Pages) -> None:
    of = drawn.study(**FULL)
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], ("q_moments.contact", "region=sud"))
    again = drawn.pages(drawn.subject(of, released, drawn.lock(of, drawn.date(2026, 2, 1))))
    assert again.documents == composed.documents
    assert again.assets == composed.assets
