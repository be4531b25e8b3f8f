"""A study with every type of question, every segment and a crossing: from its spec to its pages."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from generator.cli import run
from tests.site.conftest import Open, read, site  # noqa: F401
from tests.site.test_shell import SCHEMES, check

HERE = Path(__file__).parent
QUESTIONS = {
    "q_contact": "Une seule réponse.",
    "q_raison": "Une seule réponse.",
    "q_canaux": "Plusieurs réponses possibles.",
    "q_note": "Une échelle.",
    "q_moments": "Une échelle, plusieurs lignes.",
    "q_importance": "Une échelle, plusieurs lignes.",
    "q_nps": "Une note de 0 à 10.",
    "q_facile": "Une échelle d’effort.",
    "q_effort": "Une échelle d’effort.",
    "q_attentes": "Un classement.",
    "q_minutes": "Un nombre.",
    "q_libre": "Une réponse libre, codée en thèmes.",
    "q_dettes": "Une seule réponse.",
}


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the study, from answers that a rehearsal drew."""
    folder = tmp_path_factory.mktemp("types")
    shutil.copytree(HERE / "studies", folder / "studies")
    for command in (["rehearse", "tout"], ["build"]):
        assert run([*command, "--root", str(folder), "--as-of", "2026-11-21"]) == 0
    return folder / "build" / "site"


def body(whole: Path, path: str) -> str:
    """The HTML of a page of the study."""
    return (whole / "tout" / path).read_text("utf-8")


def words(markup: str) -> str:
    """What a page prints, on one line, with ordinary spaces."""
    text = unescape(re.sub(r"<[^>]*>", " ", markup.partition("<h1")[2]))
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def question(whole: Path, name: str) -> str:
    """The HTML of a question's page, from its title on."""
    return body(whole, f"ecouter/questions/{name}.html").partition("<h1")[2]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_type_has_its_page_and_its_figures(whole: Path, name: str) -> None:
    said = words(body(whole, f"ecouter/questions/{name}.html"))
    assert QUESTIONS[name] in said
    assert "Rien de cette question" not in said
    assert (whole / "tout" / "ecouter" / "questions" / f"{name}.csv").is_file()


def test_what_is_most_expected_and_least_served_comes_first(whole: Path) -> None:
    """The rule of opportunity, on its page: a delay that 82 % hold important and 48 % find right."""
    said = words(body(whole, "comprendre/priorites.html"))
    assert "Le délai de réponse" in said
    rows = re.findall(r"<tr>.*?</tr>", body(whole, "comprendre/priorites.html"), re.DOTALL)
    first = next(row for row in rows if "<td" in row)
    assert "Le délai de réponse" in first


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("q_contact", 'class="bo-bars'),
        ("q_canaux", 'class="bo-bars'),
        ("q_note", 'class="bo-stack'),
        ("q_moments", 'class="bo-stack'),
        ("q_nps", 'class="bo-stack'),
        ("q_facile", 'class="bo-axis'),
        ("q_attentes", 'bo-heat"'),
        ("q_minutes", 'class="bo-axis'),
        ("q_libre", 'class="bo-bars'),
    ],
)
def test_each_type_is_drawn_in_its_own_way(whole: Path, name: str, mark: str) -> None:
    assert mark in question(whole, name)


def test_a_scale_of_four_takes_the_ends_of_the_palette(whole: Path) -> None:
    key = question(whole, "q_note").partition('class="bo-key"')[2].partition("</ul>")[0]
    assert re.findall(r'<i class="(s\d)">', key) == ["s1", "s2", "s4", "s5"]


def test_a_number_has_its_median_with_an_interval_and_its_mean(whole: Path) -> None:
    said = words(body(whole, "ecouter/questions/q_minutes.html"))
    assert re.search(r"Délai médian médiane [\d,]+ minutes de [\d,]+ minutes? à [\d,]+ minutes", said)
    assert re.search(r"Délai moyen moyenne [\d,]+ minutes de", said)


def test_effort_says_which_end_is_easy(whole: Path) -> None:
    said = words(body(whole, "ecouter/questionnaire.html"))
    assert "De 1 à 7, 7 étant le plus facile." in said
    assert "De 1 à 5, 1 étant le plus facile." in said


def test_a_routed_question_says_who_was_asked_and_counts_them_only(whole: Path) -> None:
    said = words(body(whole, "ecouter/questions/q_raison.html"))
    assert "Posée seulement si « Avez-vous contacté la coopérative cette année ? » vaut « Oui »." in said
    assert "Hors base : « Ne sait plus »" in said


def test_answers_that_exclude_the_others_are_marked(whole: Path) -> None:
    assert "Aucun (seule)" in words(body(whole, "ecouter/questionnaire.html"))


def test_segments_have_columns_bands_and_conditions(whole: Path) -> None:
    assert "Nord A Centre B Sud C" in words(body(whole, "ecouter/croisements/region.html"))
    assert "Moins de 35 ans A De 35 à 59 ans B" in words(body(whole, "ecouter/croisements/age.html"))
    assert "A eu un contact" in words(body(whole, "comprendre/segments/recent.html"))


def test_a_declared_crossing_has_its_tables_and_a_sensitive_question_is_not_in_them(whole: Path) -> None:
    said = words(body(whole, "ecouter/croisements/region-x-age.html"))
    assert "Nord × Moins de 35 ans A" in said
    assert "recommanderiez-vous" in said
    assert "du mal à payer" not in said
    assert "du mal à payer" in words(body(whole, "ecouter/croisements/region.html"))


def test_a_declared_truth_bears_its_letters(whole: Path) -> None:
    """The north recommends more, by thirty points: it is established above both others."""
    table = (
        body(whole, "ecouter/croisements/region.html").partition('id="q_nps"')[2].partition("</section>")[0]
    )
    assert re.findall(r'bo-letters" aria-hidden="true">([A-Z ]+)<', table) == ["B C"]
    assert "NPS : Nord plus haut que Centre et Sud." in words(f"<h1{table}")


def test_a_line_reworded_is_marked(whole: Path) -> None:
    page = body(whole, "ecouter/questionnaire.html")
    assert "<del>lisibilité</del>" in page
    assert "<ins>clarté</ins>" in page


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [
        *(f"ecouter/questions/{name}.html" for name in ("q_note", "q_attentes", "q_minutes", "q_facile")),
        "ecouter/croisements/region.html",
        "ecouter/croisements/region-x-age.html",
        "ecouter/questionnaire.html",
        "ecouter/methode.html",
        "comprendre/segments/region.html",
    ],
)
def test_pages_are_accessible_and_never_scroll_sideways(read: Open, whole: Path, path: str) -> None:  # noqa: F811
    for scheme in SCHEMES:
        check(read(f"tout/{path}", whole.as_uri(), color_scheme=scheme))
    for width in (320, 390, 768):
        page = read(f"tout/{path}", whole.as_uri(), width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
