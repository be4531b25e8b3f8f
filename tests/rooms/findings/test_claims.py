"""How claims are judged: each kind, the family, the words, and N02 where a claim does not stand."""

from typing import Any

import pytest

from generator.errors import render
from generator.findings import Findings, JudgedClaim, Standing, standing_told, told
from generator.spec.models import Study
from generator.statistics.estimate import Assumption
from generator.words import Lang
from tests.rooms.findings import drawn

ESTABLISHED, REFUTED = Standing.ESTABLISHED, Standing.REFUTED
OPEN, UNSAID = Standing.NOT_ESTABLISHED, Standing.CANNOT_SAY


def claiming(*holds: str, lang: str = "fr", **more: Any) -> Study:
    """A study whose one finding makes these claims."""
    return drawn.study(lang=lang, findings={"constat": drawn.finding("Une phrase.", holds, **more)})


def judged(
    *holds: str, figures: dict[tuple[str, ...], float] | None = None, **more: Any
) -> tuple[JudgedClaim, ...]:
    """These claims, on the figures of ``drawn.SAT`` or on others."""
    of = claiming(*holds, **{key: more.pop(key) for key in ("margin", "groups") if key in more})
    return drawn.judge(of, drawn.Drawn(of, drawn.known(figures or drawn.SAT), **more)).findings[0].claims


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("claim", "standing"),
    [
        ("sat.sinistre < sat.sinistre@2025", ESTABLISHED),
        ("sat.sinistre <= sat.sinistre@2025", ESTABLISHED),
        ("sat.sinistre@2025 > sat.sinistre", ESTABLISHED),
        ("sat.sinistre > sat.sinistre@2025", REFUTED),
        ("sat.contact > sat.contact@2025", OPEN),
        ("sat.contact < sat.contact@2025", REFUTED),
        ("sat.sinistre < sat.suivi", ESTABLISHED),
        ("sat.sinistre < 61 %", ESTABLISHED),
        ("sat.sinistre < 60 %", OPEN),
        ("sat.sinistre >= 56 %", ESTABLISHED),
        ("sat.sinistre >= 57 %", OPEN),
        ("sat.sinistre >= 58 %", OPEN),
        ("sat.sinistre >= 59 %", REFUTED),
        ("lowest(sat) = sinistre", ESTABLISHED),
        ("lowest(sat) = suivi", REFUTED),
        ("highest(sat) = contact", ESTABLISHED),
        ("top(2, sat) has devis", ESTABLISHED),
        ("top(1, sat) has devis", REFUTED),
        ("top(3, sat) has suivi", ESTABLISHED),
        ("bottom(2, sat) has suivi", ESTABLISHED),
        ("bottom(1, sat) has sinistre", ESTABLISHED),
        ("rank(sat, contact) = 1", ESTABLISHED),
        ("rank(sat, devis) = 2", ESTABLISHED),
        ("rank(sat, sinistre) = 4", ESTABLISHED),
        ("rank(sat, devis) = 3", REFUTED),
    ],
)
def test_each_kind_of_claim(claim: str, standing: Standing) -> None:
    """Alone in its family. With errors of 1 point, 2.77 points tell two figures apart and 1.96 a constant."""
    (found,) = judged(claim)
    assert found.standing is standing
    assert found.source == claim


@pytest.mark.parametrize(
    ("claim", "standing"),
    [("nps > 20", ESTABLISHED), ("nps > 22", OPEN), ("nps < nps@2025", ESTABLISHED), ("note > 4", REFUTED)],
)
def test_scores_in_points_and_on_a_scale(claim: str, standing: Standing) -> None:
    """An NPS of 23 with an error of 1 point; a mean of 3.9 with the same error."""
    figures = {("nps", "2026"): 23.0, ("nps", "2025"): 29.0, ("note", "2026"): 3.9}
    of = claiming(claim)
    found = drawn.judge(of, drawn.Drawn(of, drawn.known(figures, se=1.0)))
    assert found.findings[0].claims[0].standing is standing


@pytest.mark.parametrize(
    ("margin", "standing"),
    [("5 pts", ESTABLISHED), ("3 pts", ESTABLISHED), ("2.5 pts", OPEN), ("0.1 pts", OPEN)],
)
def test_equality_is_equivalence_within_the_margin(margin: str, standing: Standing) -> None:
    """81.0 against 80.5: the 90 % interval goes from −1.8 to +2.8 points."""
    (found,) = judged("sat.contact = sat.contact@2025", margin=margin)
    assert found.standing is standing
    assert found.test is not None
    assert found.test.level == pytest.approx(0.9)


def test_a_difference_that_is_clear_refutes_an_equality() -> None:
    """4.9 points, from 2.6 at 90 %: not within 2."""
    (found,) = judged("sat.sinistre = sat.sinistre@2025", margin="2 pts")
    assert found.standing is REFUTED


def test_an_equality_with_a_constant() -> None:
    """81.0 ± 1.645 stays within 80 ± 3."""
    (found,) = judged("sat.contact = 80 %", margin="3 pts")
    assert found.standing is ESTABLISHED


def test_without_a_margin_nothing_is_equal() -> None:
    """``=`` never means "no significant difference"."""
    (found,) = judged("sat.contact = sat.contact@2025")
    assert found.standing is UNSAID


def test_items_of_one_grid_are_paired() -> None:
    """2 points apart with errors of 1: independent p = 0.16; with their covariance, established."""
    figures = {**drawn.SAT, ("sat.suivi", "2026"): 0.601}
    claim = "sat.sinistre < sat.suivi"
    assert judged(claim, figures=figures)[0].standing is OPEN
    pair = frozenset({"sat.sinistre", "sat.suivi"})
    assert judged(claim, figures=figures, covariance={pair: 0.00006})[0].standing is ESTABLISHED


def test_the_family_is_every_claim_of_the_wave() -> None:
    """Three of 4.9, 8.1 and 16.9 points, one of 0.5; the equality stands outside (Holm on four)."""
    of = drawn.study(
        findings={
            "un": drawn.finding("Un.", ("sat.sinistre < sat.sinistre@2025", "sat.sinistre < sat.suivi")),
            "deux": drawn.finding("Deux.", ("sat.sinistre < sat.devis", "sat.contact > sat.contact@2025")),
            "trois": drawn.finding("Trois.", ("sat.contact = sat.contact@2025",), margin="5 pts"),
        }
    )
    claims = [claim for finding in drawn.judge(of).findings for claim in finding.claims]
    tests = [claim.test for claim in claims if claim.test is not None]
    assert [test.family for test in tests] == [4, 4, 4, 4, 1]
    alone = judged("sat.sinistre < sat.sinistre@2025")[0].test
    assert alone is not None
    assert alone.p is not None
    assert tests[0].p_adjusted == pytest.approx(2 * alone.p)


def test_the_correction_can_undo_a_claim() -> None:
    """3 points at p = 0.034 stand alone; among three claims, two of them open, Holm asks for 0.017."""
    figures = {**drawn.SAT, ("sat.sinistre", "2026"): 0.600}
    claim, opens = (
        "sat.sinistre < sat.sinistre@2025",
        ("sat.contact > sat.contact@2025", "sat.contact < 82 %"),
    )
    assert judged(claim, figures=figures)[0].standing is ESTABLISHED
    assert judged(claim, *opens, figures=figures)[0].standing is OPEN


def test_what_cannot_be_tested_leaves_the_family() -> None:
    """A withheld figure has no p, and costs the others nothing."""
    found = judged("sat.sinistre < sat.sinistre@2025", "nps > 20")
    assert [claim.standing for claim in found] == [ESTABLISHED, UNSAID]
    assert found[0].test is not None
    assert found[0].test.family == 1


@pytest.mark.parametrize(
    ("claim", "told_so"),
    [
        ("nps > 20", "n'est pas publié"),
        ("sat.sinistre < sat.suivi@2025", "n'est pas publié"),
        ("sat.sinistre < note", "n'ont pas la même unité"),
        ("sat.sinistre > 40", "n'ont pas la même unité"),
        ("note > 3 %", "n'ont pas la même unité"),
        ("top(4, sat) has suivi", "peu d'éléments"),
        ("rank(importance, suivi) = 1", "ne peut pas être calculée"),
    ],
)
def test_what_cannot_be_judged_says_why(claim: str, told_so: str) -> None:
    """And it is an error: a claim that nothing tests proves nothing."""
    of = claiming(claim)
    figures = drawn.Drawn(of, drawn.known({**drawn.SAT, ("note", "2026"): 3.9}))
    found = drawn.judge(of, figures)
    assert found.findings[0].claims[0].standing is UNSAID
    assert told_so in told(Lang.FR, found.findings[0].claims[0].reading).replace("’", "'")
    assert drawn.codes(found) == ["N02.unjudged"]


def test_a_withheld_item_unsettles_the_whole_ranking() -> None:
    """A "lowest" that leaves out what is not published would rank it all the same."""
    figures = {key: value for key, value in drawn.SAT.items() if key != ("sat.contact", "2026")}
    (found,) = judged("lowest(sat) = sinistre", figures=figures)
    assert found.standing is UNSAID


def test_an_opt_in_sample_establishes_nothing() -> None:
    """No model, no test: the claim is an error, whatever the gap."""
    of = claiming("sat.sinistre < sat.sinistre@2025", "lowest(sat) = sinistre", "sat.sinistre < 99 %")
    found = drawn.judge(of, drawn.Drawn(of, drawn.known(drawn.SAT, se=None)))
    assert [claim.standing for claim in found.findings[0].claims] == [UNSAID] * 3


def test_a_broken_series_proves_nothing() -> None:
    """Two waves that did not ask the same thing."""
    assert (
        judged("sat.sinistre < sat.sinistre@2025", broken=frozenset({"sat.sinistre"}))[0].standing is UNSAID
    )


def test_a_claim_keeps_its_sides_and_its_numbers() -> None:
    """The rival is the one on which the claim hangs; the numbers are all those it rests on."""
    (found,) = judged("lowest(sat) = sinistre")
    items = ("sinistre", "suivi", "devis", "contact")
    assert (found.left, found.right) == (drawn.estimate(0.581), drawn.estimate(0.662))
    assert found.rival == "sat.suivi"
    assert found.numbers == tuple(f"essai/2026/all/sat.{item}/score" for item in items)


def test_groups_of_a_finding_are_compared() -> None:
    """The groups a finding names, and a segment's levels."""
    groups = {"loin": {"when": "region = nord", "label": "dans le Nord"}}
    figures = {("facile", "2026", "constat.loin"): 0.41, ("facile", "2026", "region=sud"): 0.63}
    (found,) = judged("facile[loin] < facile[region=sud]", figures=figures, groups=groups)
    assert found.standing is ESTABLISHED
    assert plain(told(Lang.FR, found.words)) == (
        "La part « Jugé facile » dans le groupe « dans le Nord »"
        " n’atteint pas son niveau dans le groupe « Sud »."
    )


def model(**shares: float) -> dict[str, Any]:
    """Importance of the items of ``sat``, each known within 2 points."""
    return {"model": drawn.importance({f"sat.{item}": share for item, share in shares.items()})}


@pytest.mark.parametrize(
    ("claim", "standing"),
    [
        ("rank(importance, sinistre) = 1", ESTABLISHED),
        ("rank(importance, suivi) = 1", REFUTED),
        ("rank(importance, suivi) = 2", OPEN),
        ("rank(importance, contact) = 4", ESTABLISHED),
    ],
)
def test_ranks_of_importance(claim: str, standing: Standing) -> None:
    """50 %, 22 %, 20 % and 8 %, each within 2 points: the two in the middle cannot be told apart."""
    (found,) = judged(claim, **model(sinistre=0.5, suivi=0.22, devis=0.2, contact=0.08))
    assert found.standing is standing
    assert found.numbers[0].endswith("/importance")


def test_another_finding_still_holds() -> None:
    """All its claims, in its own study and family."""
    other = drawn.study(
        id="autre",
        title="L'autre étude",
        findings={
            "tient": drawn.finding("Tient.", ("sat.sinistre < sat.suivi",)),
            "tombe": drawn.finding("Tombe.", ("sat.sinistre < sat.suivi", "sat.suivi < sat.sinistre")),
            "muet": drawn.finding("Muet."),
            "repose": drawn.finding("Repose.", ("autre.tient",)),
        },
    )
    of = claiming("autre.tient", "autre.tombe", "autre.muet", "autre.repose")
    found = drawn.judge(of, None, drawn.Drawn(other, drawn.known(drawn.SAT)))
    assert [claim.standing for claim in found.findings[0].claims] == [ESTABLISHED, OPEN, UNSAID, ESTABLISHED]
    assert drawn.codes(found) == ["N02.still", "N02.unjudged"]
    assert plain(told(Lang.FR, found.findings[0].claims[0].words)) == (
        "Un constat de l’étude « L’autre étude » tient toujours."
    )


def test_two_studies_are_not_tested_against_each_other() -> None:
    """Two samples, two questionnaires: the figures stand side by side, and no claim joins them."""
    other = drawn.study(id="autre")
    of = claiming("sat.sinistre < sat.sinistre@autre")
    found = drawn.judge(of, None, drawn.Drawn(other, drawn.known(drawn.SAT)))
    assert found.findings[0].claims[0].standing is UNSAID


WORDS = [
    (
        "sat.sinistre < sat.sinistre@2025",
        "La part de réponses favorables à « Faire traiter un sinistre » a baissé depuis 2025.",
        "The share of favourable answers to “Faire traiter un sinistre” has fallen since 2025.",
    ),
    (
        "sat.sinistre@2025 > sat.sinistre",
        "La part de réponses favorables à « Faire traiter un sinistre » a baissé depuis 2025.",
        "The share of favourable answers to “Faire traiter un sinistre” has fallen since 2025.",
    ),
    (
        "sat.contact = sat.contact@2025",
        "La part de réponses favorables à « Joindre un conseiller »"
        " n’a pas bougé de plus de 5 points depuis 2025.",
        "The share of favourable answers to “Joindre un conseiller”"
        " has not moved by more than 5 points since 2025.",
    ),
    (
        "sat.sinistre < sat.suivi",
        "La part de réponses favorables à « Faire traiter un sinistre »"
        " n’atteint pas la part de réponses favorables à « Être tenu informé ».",
        "The share of favourable answers to “Faire traiter un sinistre”"
        " is below the share of favourable answers to “Être tenu informé”.",
    ),
    (
        "facile >= 60 %",
        "La part « Jugé facile » atteint au moins 60 %.",
        "The share “Jugé facile” is at least 60%.",
    ),
    ("nps > 20", "Le NPS dépasse +20.", "The NPS is above +20."),
    (
        "lowest(sat) = sinistre",
        "« Faire traiter un sinistre » obtient le plus bas des 4 résultats de"
        " « Êtes-vous satisfait de ces moments ? ».",
        "“Faire traiter un sinistre” has the lowest of the 4 results in"
        " “Êtes-vous satisfait de ces moments ?”.",
    ),
    (
        "top(2, sat) has contact",
        "« Joindre un conseiller » est parmi les 2 plus hauts des 4 résultats de"
        " « Êtes-vous satisfait de ces moments ? ».",
        "“Joindre un conseiller” is among the 2 highest of the 4 results in"
        " “Êtes-vous satisfait de ces moments ?”.",
    ),
    (
        "rank(importance, sinistre) = 1",
        "« Faire traiter un sinistre » est au rang 1 sur 4 par son importance.",
        "“Faire traiter un sinistre” ranks 1 of 4 by importance.",
    ),
]


@pytest.mark.parametrize(("claim", "fr", "en"), WORDS)
def test_claims_in_words(claim: str, fr: str, en: str) -> None:
    """Labels are quoted and subjects never agreed with, so that any label keeps the grammar."""
    (found,) = judged(claim, margin="5 pts", **model(sinistre=0.5, suivi=0.22, devis=0.2, contact=0.08))
    assert plain(told(Lang.FR, found.words)) == fr
    assert plain(told(Lang.EN, found.words)) == en


def test_readings_in_words() -> None:
    """The figures, their gap as displayed, its interval, the corrected p and its family."""
    found = judged("sat.sinistre < sat.sinistre@2025", "sat.sinistre < 60 %", "lowest(sat) = sinistre")
    assert [plain(told(Lang.FR, claim.reading)) for claim in found] == [
        "58,1 % contre 63,0 % ; écart de −4,9 points (de −7,7 à −2,1 points) ;"
        " p = 0,001 après correction pour 3 comparaisons",
        "58,1 % contre 60 % ; écart de −1,9 point (de −3,9 à +0,1 point) ;"
        " p = 0,057 après correction pour 3 comparaisons ;"
        " si l’écart est bien celui-là, il faudrait environ 870 réponses pour l’établir",
        "58,1 % face à « Être tenu informé », 66,2 % ; écart de −8,1 points (de −10,9 à −5,3 points) ;"
        " p < 0,001 après correction pour 3 comparaisons",
    ]


def test_a_census_says_if_and_never_margin() -> None:
    """Its only uncertainty is of those who did not answer."""
    (found,) = judged("sat.sinistre < 62 %", assumptions=(Assumption.NON_RESPONSE_IGNORABLE,))
    for lang, words in (
        (Lang.FR, "si ceux qui n’ont pas répondu ressemblent à ceux qui ont répondu"),
        (Lang.EN, "if those who did not answer resemble those who did"),
    ):
        reading = told(lang, found.reading)
        assert reading.endswith(f", {words}")
        assert "marge" not in reading
        assert "margin" not in reading


def test_an_earlier_wave_cannot_be_asked_again() -> None:
    """So no number of answers is promised to settle a change."""
    change, level = judged("sat.contact > sat.contact@2025", "sat.sinistre < 60 %")
    assert (change.needed, level.needed) == (None, 870)


@pytest.mark.parametrize(("lang", "word"), [(Lang.FR, "Non établi"), (Lang.EN, "Not established")])
def test_standings_have_words(lang: Lang, word: str) -> None:
    """The word that pages print before a claim."""
    assert standing_told(lang, OPEN) == word


def problems(found: Findings, lang: Lang) -> list[str]:
    """The problems met, as people read them."""
    return [plain(render(problem, lang)) for problem in found.diagnostics]


def test_n02_reads_as_the_model_message() -> None:
    """What was claimed, what was read, why it matters, how to mend it."""
    found = drawn.judge(claiming("sat.contact > sat.contact@2025"))
    (message,) = problems(found, Lang.FR)
    assert message.splitlines() == [
        "studies/essai/study.yml  N02 erreur",
        "  Les données n’établissent pas « sat.contact > sat.contact@2025 »."
        " Lu : 81,0 % contre 80,5 % ; écart de +0,5 point (de −2,3 à +3,3 points) ;"
        " p = 0,724, seule comparaison testée.",
        "  Pourquoi : Le constat affirme ce que les données n’établissent pas.",
        "  Corriger : Réécrivez « says » pour dire ce qui est établi,"
        " ou retirez la preuve et les mots qui s’y appuient.",
    ]
    assert "The data do not establish “sat.contact > sat.contact@2025”" in problems(found, Lang.EN)[0]


def test_established_claims_raise_nothing() -> None:
    """And a claim that goes against the data says so."""
    assert drawn.codes(drawn.judge(claiming("sat.sinistre < sat.suivi"))) == []
    assert drawn.codes(drawn.judge(claiming("sat.sinistre > sat.suivi"))) == ["N02.refuted"]
