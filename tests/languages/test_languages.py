"""A whole study in French and English: from one spec to the pages of both, and the lock that holds them."""

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator import locks
from generator.cli import run
from generator.cli.session import language
from generator.errors import Diagnostic
from generator.locks.instrument import frozen_content
from generator.spec import Study, load
from generator.words import Lang
from tests.site.conftest import Open, read, site  # noqa: F401
from tests.site.test_shell import SCHEMES, check

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 21)
SPEC = Path("studies/horaires/study.yml")


def workspace(at: Path, *edits: tuple[str, str]) -> Path:
    """A copy of the workspace, with its study written otherwise."""
    shutil.copytree(HERE / "studies", at / "studies", dirs_exist_ok=True)
    text = (at / SPEC).read_text("utf-8")
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (at / SPEC).write_text(text, "utf-8")
    return at


def study(at: Path, *edits: tuple[str, str]) -> Study:
    """The study, without a problem."""
    found = load(workspace(at, *edits), as_of=AS_OF)
    assert found.diagnostics == ()
    return found.studies["horaires"]


def problems(at: Path, *edits: tuple[str, str]) -> dict[str, str]:
    """What is told of the study written otherwise: the code and the words of the line at fault."""
    found = load(workspace(at, *edits), as_of=AS_OF).diagnostics
    return {problem.code: (problem.excerpt or "").strip() for problem in found}


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the study."""
    root = workspace(tmp_path_factory.mktemp("languages"))
    assert run(["build", "--root", str(root), "--as-of", AS_OF.isoformat()]) == 0
    return root / "build" / "site"


EARLIER = (
    (
        "waves:\n",
        """waves:
  2025: {field: 2025-10-06/2025-10-19, mode: web, data: data/2025.csv, invited: 1500, answers: 372}
""",
    ),
    (
        "    moment: contact\n    informs",
        """    moment: contact
    versions:
      2025:
        text:
          fr: Nos heures d'ouverture vous conviennent-elles ?
          en: Do our opening hours suit you?
        series: continues
        why: {fr: Seule la tournure change., en: Only the turn of phrase changes.}
    informs""",
    ),
)
"""A wave before, whose question had other words, in both languages."""


@pytest.fixture(scope="session")
def waves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the study in its second wave, the rules of both frozen in time."""
    root = workspace(tmp_path_factory.mktemp("waves"), *EARLIER)
    folder = root / SPEC.parent
    head, *rows = (folder / "data" / "2026.csv").read_text("utf-8").splitlines()
    # Other answers than those of 2026: the same file twice is refused.
    (folder / "data" / "2025.csv").write_text("\n".join([head, *rows[40:]]) + "\n", "utf-8")
    for wave, day in (("2025", "2025-09-01"), ("2026", "2026-09-01")):
        assert run(["freeze", "horaires", wave, "--root", str(root), "--as-of", day]) == 0
    assert run(["build", "--root", str(root), "--as-of", AS_OF.isoformat()]) == 0
    return root / "build" / "site"


def page(both: Path, path: str) -> str:
    return (both / "horaires" / path).read_text("utf-8")


def words(markup: str) -> str:
    """What a page prints in its main part, on one line, with ordinary spaces."""
    text = unescape(re.sub(r"<[^>]*>", " ", markup.partition("<main")[2].partition("</main>")[0]))
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def test_one_study_is_read_in_each_of_its_languages(tmp_path: Path) -> None:
    own = study(tmp_path)
    told = own.translations[Lang.EN]
    assert (own.language, told.language) == (Lang.FR, Lang.EN)
    assert own.questions["q_joindre"].text.startswith("Êtes-vous")
    assert told.questions["q_joindre"].text.startswith("Are you")
    assert told.shared.roles["cabinet"].label == "Consultants"
    assert told.shared.scales["satisfaction5"].labels["2"] == "Rather dissatisfied"
    assert own.decisions.keys() == told.decisions.keys()
    assert own.findings["actifs_bloques"].holds == told.findings["actifs_bloques"].holds


def test_messages_are_in_the_first_language_of_the_client(tmp_path: Path) -> None:
    assert language(workspace(tmp_path)) is Lang.FR


def test_codes_that_are_named_as_languages_stay_codes(tmp_path: Path) -> None:
    own = study(tmp_path)
    assert own.questions["q_langue"].options == {"fr": "Français", "en": "Anglais"}
    assert own.translations[Lang.EN].questions["q_langue"].options == {"fr": "French", "en": "English"}


def test_codes_with_one_label_each_are_no_translation(tmp_path: Path) -> None:
    given = "      fr: {fr: Français, en: French}\n      en: {fr: Anglais, en: English}\n"
    own = study(tmp_path, (given, "      {fr: Radio, en: Web}\n"))
    assert own.translations[Lang.EN].questions["q_langue"].options == {"fr": "Radio", "en": "Web"}


def test_the_rules_hold_in_each_language(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        ("of those in work are satisfied", "of the two million in work are satisfied"),
        ("      fr: Faut-il ouvrir le téléphone jusqu'à 20 heures ?\n", ""),
        ("en: Log of calls", "de: Anrufe"),
    )
    assert told["N11"].startswith("of the two million in work")
    assert told["T01"].startswith(("ask:", "sample:"))
    assert "de: Anrufe" in told["T02"]


@pytest.mark.parametrize(
    ("before", "after", "code", "at"),
    [
        ("open in the evening.", "open {in the evening.", "X03", "in the evening."),
        ("en: Log of calls", "en: yes", "Y05", "yes"),
        ("column: situation", "column: {fr: situation, en: state}", "S11.nested", "column"),
        ("lang: [fr, en]", "lang: [[fr], en]", "S12", "[[fr]"),
    ],
)
def test_what_is_wrong_in_one_language_is_told_at_its_place(
    tmp_path: Path, before: str, after: str, code: str, at: str
) -> None:
    assert at in problems(tmp_path, (before, after))[code]


def test_what_is_wrong_whatever_the_language_is_told_once(tmp_path: Path) -> None:
    found = load(workspace(tmp_path, ("decider: dir_reseau", "decider: personne")), as_of=AS_OF)
    assert [problem.code for problem in found.diagnostics] == ["S04"]


def test_a_text_in_one_language_is_a_text(tmp_path: Path) -> None:
    """In a study of one language, what the shared file says in two is read in that one."""
    root = workspace(tmp_path)
    text = re.sub(r"\{fr: ([^{}]*?), en: [^{}]*\}", r"\1", (root / SPEC).read_text("utf-8"))
    text = re.sub(r"\n +fr: (?!Français|>-)([^\n]*)\n +en: [^\n]*", r' "\1"', text)
    text = re.sub(r"\n +fr: (>-\n[^\n]*\n[^\n]*)\n +en: >-\n[^\n]*\n[^\n]*", r" \1", text)
    (root / SPEC).write_text(text.replace("lang: [fr, en]\n", ""), "utf-8")
    found = load(root, as_of=AS_OF)
    assert found.diagnostics == ()
    assert not found.studies["horaires"].translations
    assert found.studies["horaires"].shared.roles["cabinet"].label == "Cabinet conseil"


def test_a_lock_holds_the_words_of_every_language(tmp_path: Path) -> None:
    own = study(tmp_path)
    worded = frozen_content(own, "2026")["translations"]
    assert isinstance(worded, dict)
    assert worded["en"]["questions"]["q_joindre"] == {
        "text": "Are you satisfied with the hours at which you can reach us?"
    }
    assert "crossings" not in worded["en"]
    assert "column" not in str(worded["en"]["segments"])


def changed(at: Path, *edits: tuple[str, str]) -> list[tuple[str, object]]:
    """What a study written otherwise changes of what was frozen."""
    lock = locks.lock_of(study(at), "2026", date(2026, 9, 1))
    found: list[Diagnostic] = [*locks.problems(lock, study(at, *edits), None)]
    return [(problem.code, problem.values.get("path")) for problem in found]


def test_a_translation_changed_after_the_freeze_is_a_change_of_wording(tmp_path: Path) -> None:
    edit = ("In which language do you call?", "Which language do you speak?")
    assert changed(tmp_path, edit) == [("D05", "translations.en.questions.q_langue.text")]
    assert changed(tmp_path) == []


def test_a_language_added_after_the_freeze_changes_nothing_that_was_asked(tmp_path: Path) -> None:
    own = study(tmp_path)
    lock = locks.lock_of(own.translated({}), "2026", date(2026, 9, 1))
    assert not [*locks.problems(lock, own, None)]


def test_a_lock_is_read_in_each_language(tmp_path: Path) -> None:
    own = study(tmp_path)
    lock = locks.remembering(locks.lock_of(own, "2026", date(2026, 9, 1)), own)
    told = locks.state_in(lock, Lang.EN)
    questions, actions = told.content["questions"], told.told["actions"]
    assert isinstance(questions, dict)
    assert questions["q_joindre"]["text"].startswith("Are you")
    assert questions["q_joindre"]["type"] == "scale"
    assert "translations" not in told.content
    assert actions["soiree"] == {
        "what": "Open the telephone until 8 pm two evenings a week",
        "due": "2027-03-31",
    }


def test_a_lock_says_nothing_in_a_language_it_does_not_know(tmp_path: Path) -> None:
    lock = locks.lock_of(study(tmp_path).translated({}), "2026", date(2026, 9, 1))
    assert locks.state_in(lock, Lang.EN) == locks.State({}, {})


def test_both_languages_have_the_same_pages_numbers_and_downloads(both: Path) -> None:
    own = {path.relative_to(both / "horaires") for path in (both / "horaires").rglob("*.html")}
    translated = {path.relative_to("en") for path in own if path.parts[0] == "en"}
    assert translated == {path for path in own if path.parts[0] != "en"}
    assert not [*(both / "horaires" / "en").rglob("*.csv"), *(both / "horaires" / "en").rglob("*.json")]
    for path in translated:
        versions = (page(both, str(path)), page(both, f"en/{path}"))
        french, english = (sorted(re.findall(r'data-number="([^"]*)"', one)) for one in versions)
        assert french == english, path


def test_figures_are_printed_as_each_language_has_them(both: Path) -> None:
    path = "comprendre/constats/actifs_bloques.html"
    french, english = words(page(both, path)), words(page(both, f"en/{path}"))
    shares = re.findall(r"(\d\d,\d) % des sociétaires en emploi, contre (\d\d,\d) %", french)
    assert shares
    low, high = (share.replace(",", ".") for share in shares[0])
    assert f"Against {high}% of retired members, only {low}% of those in work" in english
    assert "Share of “Rather satisfied” and “Fully satisfied”" in english


def test_an_outcome_named_once_is_printed_in_each_language(both: Path) -> None:
    assert "fidélité" in words(page(both, "comprendre/enjeu.html"))
    assert "loyalty" in words(page(both, "en/comprendre/enjeu.html"))


def test_nothing_of_the_other_language_is_left(both: Path) -> None:
    """Names of the spec apart, a page speaks one language: accents and guillemets tell the other."""
    for path in (both / "horaires" / "en").rglob("*.html"):
        assert not re.search(r"[éèêàçœ«»]", words(path.read_text("utf-8")).replace("Cramér", "")), path
    assert "satisfied with the hours" not in words(page(both, "index.html"))


def test_what_moved_between_waves_is_told_in_each_language(waves: Path) -> None:
    french = words(page(waves, "comprendre/evolution.html"))
    english = words(page(waves, "en/comprendre/evolution.html"))
    assert "Nos heures d’ouverture vous conviennent-elles ?" in french
    assert "Do our opening hours suit you?" in english
    assert "Only the turn of phrase changes" in english
    assert not re.search(r"[éèêàçœ«»]", english)


def test_both_languages_print_the_same_hash(waves: Path) -> None:
    versions = (words(page(waves, f"{folder}ecouter/methode.html")) for folder in ("", "en/"))
    french, english = (set(re.findall(r"\b[0-9a-f]{12}\b", text)) for text in versions)
    assert french
    assert french == english


def test_the_portal_leads_to_the_pages_in_the_language_of_the_client(tmp_path: Path) -> None:
    """Of a study written first in English, which a French client's portal shows in French."""
    root = workspace(tmp_path, ("lang: [fr, en]", "lang: [en, fr]"), ("[fidélité]", "[loyalty]"))
    assert run(["build", "--root", str(root), "--as-of", AS_OF.isoformat()]) == 0
    site = root / "build" / "site"  # noqa: F811
    portal = (site / "index.html").read_text("utf-8")
    assert 'href="horaires/fr/index.html"' in portal
    assert "Joindre la mutuelle le soir" in portal
    assert "Reaching the mutual" not in portal
    assert (site / "horaires" / "understand" / "findings" / "actifs_bloques.html").is_file()
    assert (site / "horaires" / "fr" / "understand" / "findings" / "actifs_bloques.html").is_file()


def test_each_page_leads_to_its_other_version(both: Path) -> None:
    french, english = page(both, "decider/horaires.html"), page(both, "en/decider/horaires.html")
    assert '<html lang="fr"' in french
    assert '<html lang="en"' in english
    assert '<link rel="alternate " hreflang="en" href="../en/decider/horaires.html">' in french
    assert '<link rel="alternate " hreflang="fr" href="../../decider/horaires.html">' in english
    assert 'hreflang="fr" lang="fr" rel="alternate">Français</a>' in english
    assert "hreflang" not in (both / "index.html").read_text("utf-8")


def test_the_search_knows_both(both: Path) -> None:
    index = (both / "search" / "search_index.json").read_text("utf-8")
    assert "horaires/en/index.html" in index
    assert '"horaires/index.html' in index
    assert '"lang":["en","fr"]' in index.replace(" ", "")


@pytest.mark.browser
def test_the_switch_leads_there_and_back_without_scripts(read: Open, both: Path) -> None:  # noqa: F811
    base = both.as_uri()
    opened = read("horaires/decider/horaires.html", base=base, java_script_enabled=False)
    opened.get_by_role("link", name="English", exact=True).click()
    assert opened.locator("h1").inner_text() == "Should the telephone be open until 8 pm?"
    assert opened.locator("html").get_attribute("lang") == "en"
    opened.get_by_role("link", name="Français", exact=True).click()
    assert opened.locator("html").get_attribute("lang") == "fr"
    assert opened.url.endswith("/horaires/decider/horaires.html")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_translated_page_is_readable_by_everyone(read: Open, both: Path, scheme: str) -> None:  # noqa: F811
    for path in ("horaires/en/index.html", "horaires/en/comprendre/constats/actifs_bloques.html"):
        check(read(path, base=both.as_uri(), color_scheme=scheme))


@pytest.mark.browser
def test_nothing_overflows_a_phone(read: Open, both: Path) -> None:  # noqa: F811
    opened = read("horaires/en/index.html", base=both.as_uri(), width=320)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    height = opened.locator(".bo-version").bounding_box()
    assert height is not None
    assert height["height"] >= 24
