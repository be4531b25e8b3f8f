"""The page of a segment: what sets each group apart, and where it stands on the headlines."""

from generator.pages.models.profile import profile_lines, profile_page
from tests.rooms.pages import drawn


def test_a_group_is_told_by_what_sets_it_apart_from_the_rest() -> None:
    """75 % against 25 %: three times as many; the other figures are the same in both regions."""
    read = drawn.reader()
    nord, sud = profile_page(read, drawn.addresses(read), "region").cards
    trait = next(trait for trait in nord.traits if trait.label == "Faire traiter un sinistre")
    assert (trait.figure.value.size, trait.rest.arrow) == (75.0, "▲")
    assert drawn.words(trait.rest.words) == "50,0 points de plus"
    assert trait.page == drawn.addresses(read).question("q_moments")
    assert [other.rest.arrow for other in sud.traits if other.label == trait.label] == ["▼"]
    assert "Joindre un conseiller" not in [trait.label for trait in (*nord.traits, *sud.traits)]


def test_the_families_of_its_tests_are_those_of_the_wave() -> None:
    """Two regions: on the NPS alone of the headlines, then on the six other figures."""
    read = drawn.reader()
    family = drawn.words(profile_page(read, drawn.addresses(read), "region").family)
    assert "Indicateurs de tête : seuil de confiance 95 %, correction de Holm sur les 2 tests" in family
    assert "Autres résultats : seuil de confiance 95 %, correction de Holm sur les 12 tests" in family


def test_headlines_stand_on_one_stretch_of_axis_with_everyone_as_its_point() -> None:
    read = drawn.reader()
    first = profile_page(read, drawn.addresses(read), "region").standings[0]
    assert first.label == "NPS"
    assert [place.label for place in first.places] == ["Nord", "Sud"]
    assert first.total.span is not None
    assert first.stretch.point == first.total.span.point
    assert first.places[0].rest.arrow == "▲"


def test_a_group_of_which_nothing_is_published_has_no_base() -> None:
    of = drawn.study(findings={})
    released = drawn.releases(of)
    keys = [key for key in released["2026"].tables if key[1] == "region=sud"]
    released["2026"] = drawn.withhold(released["2026"], *keys)
    read = drawn.reader(of, released)
    nord, sud = profile_page(read, drawn.addresses(read), "region").cards
    assert (sud.base.text, sud.traits, sud.is_partial) == ("", (), True)
    assert nord.base.text == "200"
    assert not nord.is_partial


def test_segments_are_listed_with_their_levels() -> None:
    read = drawn.reader()
    (line,) = profile_lines(read, drawn.addresses(read))
    assert (line.title, line.levels) == ("Région", ("Nord", "Sud"))
    assert line.page == drawn.addresses(read).profile("region")


def test_a_study_without_waves_has_no_profile() -> None:
    sections = {key: {} for key in ("questions", "indicators", "waves", "findings")}
    read = drawn.reader(drawn.study(**sections), {})
    assert profile_lines(read, drawn.addresses(read)) == ()
