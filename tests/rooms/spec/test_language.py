"""References, claims, bound texts, filters and cuts: what each says, and what each refuses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Diagnostic
from generator.spec.language import (
    Among,
    And,
    BoundText,
    Claim,
    Comparison,
    Constant,
    Cut,
    Extreme,
    Figure,
    Form,
    In,
    LanguageError,
    Literal,
    Nonresponse,
    Not,
    Op,
    Or,
    Prose,
    Range,
    Ranked,
    Reference,
    StillHolds,
    Test,
    Value,
    parse_claim,
    parse_cut,
    parse_filter,
    parse_reference,
    parse_text,
)
from generator.spec.reader import Scalar, read
from generator.words import Lang

PARSERS = [parse_reference, parse_claim, parse_text, parse_filter, parse_cut]


def word(text: str) -> Value:
    return Value(text)


def number(text: str) -> Value:
    return Value(text, float(text))


# What is read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sat", Reference("sat")),
        ("sat.sinistre", Reference("sat", "sinistre")),
        ("q.1", Reference("q", "1")),
        ("effort[lent]", Reference("effort", group="lent")),
        ("nps[region=nord]", Reference("nps", group="region", level="nord")),
        ("nps[region = nord]@2025", Reference("nps", group="region", level="nord", at="2025")),
        ("sat.sinistre@2025", Reference("sat", "sinistre", at="2025")),
        ("sat.sinistre@cx-barometre", Reference("sat", "sinistre", at="cx-barometre")),
        ("sat.sinistre@cx-barometre:2026", Reference("sat", "sinistre", at="cx-barometre", at_wave="2026")),
        ("vécu.coopération", Reference("vécu", "coopération")),
        ("cx-barometre", Reference("cx-barometre")),
    ],
)
def test_references(text: str, expected: Reference) -> None:
    assert parse_reference(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "sat.sinistre < sat.sinistre@2025",
            Comparison(Reference("sat", "sinistre"), Op.LT, Reference("sat", "sinistre", at="2025")),
        ),
        (
            "effort[lent]<effort[rapide]",
            Comparison(Reference("effort", group="lent"), Op.LT, Reference("effort", group="rapide")),
        ),
        ("point >= 60 %", Comparison(Reference("point"), Op.GE, Constant(60, "%"))),
        ("nps > -5.5", Comparison(Reference("nps"), Op.GT, Constant(-5.5))),
        ("ecart <= 5 pts", Comparison(Reference("ecart"), Op.LE, Constant(5, "pts"))),
        ("top = rank", Comparison(Reference("top"), Op.EQ, Reference("rank"))),
        ("lowest(sat) = sinistre", Extreme("lowest", Reference("sat"), "sinistre")),
        ("highest(sat@2025) = devis", Extreme("highest", Reference("sat", at="2025"), "devis")),
        ("top(2, sat) has contact", Among("top", 2, Reference("sat"), "contact")),
        ("bottom(2, vecu) has cooperation", Among("bottom", 2, Reference("vecu"), "cooperation")),
        ("rank(importance, cooperation) = 1", Ranked("importance", "cooperation", 1)),
        ("cx-barometre.sinistre_decroche", StillHolds("cx-barometre", "sinistre_decroche")),
    ],
)
def test_claims(text: str, expected: Claim) -> None:
    assert parse_claim(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("Stable.", (Prose("Stable."),)),
        (
            "Stable à {sat.contact}.",
            (Prose("Stable à "), Figure(Reference("sat", "contact")), Prose(".")),
        ),
        ("{a - a@2025}", (Figure(Reference("a"), Reference("a", at="2025")),)),
        ("{a-b}", (Figure(Reference("a-b")),)),
        ("{a|words}", (Figure(Reference("a"), form=Form.WORDS),)),
        ("{a - b|points}", (Figure(Reference("a"), Reference("b"), Form.POINTS),)),
        ("{ rapide }", (Figure(Reference("rapide")),)),
        ("{nonresponse} des salariés", (Nonresponse(), Prose(" des salariés"))),
        ('en {"2027"},', (Prose("en "), Literal("2027"), Prose(","))),
        ('{"{ou pas}"}', (Literal("{ou pas}"),)),
        ("a\n {b} \n c", (Prose("a\n "), Figure(Reference("b")), Prose(" \n c"))),
    ],
)
def test_texts(text: str, parts: tuple[object, ...]) -> None:
    assert parse_text(text).parts == parts
    assert parse_text(text).source == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metier = sinistres", Test("metier", Op.EQ, word("sinistres"))),
        ("q_delai_jours > 30", Test("q_delai_jours", Op.GT, number("30"))),
        ("q_moments.sinistre <= 2", Test("q_moments.sinistre", Op.LE, number("2"))),
        ('region != "Île de France"', Test("region", Op.NE, Value("Île de France", quoted=True))),
        ('code = "07"', Test("code", Op.EQ, Value("07", quoted=True))),
        ("age in [18..34]", In("age", (Range(18, 34),))),
        ("a in [non, or, 1.5, 3 .. 5]", In("a", (word("non"), word("or"), number("1.5"), Range(3, 5)))),
        ("age = 18-24", Test("age", Op.EQ, word("18-24"))),
        (
            "age in [18..34] and region != nord",
            And((In("age", (Range(18, 34),)), Test("region", Op.NE, word("nord")))),
        ),
        (
            "a = 1 or b = 2 and not c = 3",
            Or(
                (
                    Test("a", Op.EQ, number("1")),
                    And((Test("b", Op.EQ, number("2")), Not(Test("c", Op.EQ, number("3"))))),
                )
            ),
        ),
        (
            "not (a = 1 or notoriete = oui)",
            Not(Or((Test("a", Op.EQ, number("1")), Test("notoriete", Op.EQ, word("oui"))))),
        ),
    ],
)
def test_filters(text: str, expected: object) -> None:
    assert parse_filter(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("< 2", Cut(None, False, 2, False)),
        ("<= 2", Cut(None, False, 2, True)),
        ("2..9", Cut(2, True, 9, True)),
        ("-5 .. -1.5", Cut(-5, True, -1.5, True)),
        (">= 10", Cut(10, True, None, False)),
        (">10", Cut(10, False, None, False)),
        ("18", Cut(18, True, 18, True)),
    ],
)
def test_cuts(text: str, expected: Cut) -> None:
    assert parse_cut(text) == expected


def test_each_part_knows_where_it_stood() -> None:
    text = "Le {sat.x - y@2025|n} !"
    prose, figure, end = parse_text(text).parts
    assert text[prose.start : prose.end] == "Le "
    assert text[figure.start : figure.end] == "{sat.x - y@2025|n}"
    assert text[figure.reference.start : figure.reference.end] == "sat.x"
    assert text[figure.minus.start : figure.minus.end] == "y@2025"
    assert text[end.start : end.end] == " !"
    claim = parse_claim("sat.a >= 60 %")
    assert (claim.start, claim.end, claim.right.start, claim.right.end) == (0, 13, 9, 13)
    test = parse_filter("a = 1 and not b in [2..3]").parts[1].part
    assert (test.start, test.end, test.values[0].start, test.values[0].end) == (14, 25, 20, 24)


# The four examples


def texts_of(document: object, *fields: str) -> Iterator[str]:
    """All texts, single or in a list or a map, under keys of these names."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key in fields:
                yield from leaves(value)
            else:
                yield from texts_of(value, *fields)
    elif isinstance(document, list):
        for value in document:
            yield from texts_of(value, *fields)


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield value
    else:
        for child in value.values() if isinstance(value, dict) else value:
            yield from leaves(child)


def test_every_expression_of_the_examples_is_read(shared: Path) -> None:
    counted = {}
    fields = {
        parse_claim: ["holds"],
        parse_text: ["says", "mechanism", "objective", "limits", "choice", "why", "prior", "leads"],
        parse_filter: ["when", "ask_if"],
        parse_cut: ["cuts"],
        parse_reference: ["to_test", "explains", "diagnosis", "moves"],
    }
    for path in sorted((shared / "design" / "spec-by-example").glob("*.yml")):
        document, _ = read(path, path.name)
        for parse, keys in fields.items():
            for text in texts_of(document.tree, *keys):
                # A trial's dates stand under `when` too.
                if not re.match(r"\d{4}-", text):
                    assert str(parse(str(parse(text)))) == str(parse(text))
                    counted[parse.__name__] = counted.get(parse.__name__, 0) + 1
    assert counted["parse_claim"] == 11
    assert counted["parse_filter"] == 6
    assert counted["parse_cut"] == 3
    assert counted["parse_text"] > 20
    assert counted["parse_reference"] == 11


# Round trip: the canonical text reads as the same value

letters = st.characters(categories=["Lu", "Ll", "Lo"])
words = st.text(letters | st.sampled_from("_0123456789"), min_size=1, max_size=6)
items = st.lists(words, min_size=1, max_size=2).map("-".join)
names = items.filter(lambda n: not n[0].isdecimal() and n not in ("and", "or", "not", "in", "nonresponse"))
floats = st.integers(-(10**9), 10**9).map(lambda n: n / 1000)
optional = st.none() | items
references = st.builds(
    lambda name, item, group, level, at, wave: Reference(
        name, item, group, level if group else None, at, wave if at else None
    ),
    *(names, optional, optional, optional, optional, optional),
)
wholes = references.map(lambda r: Reference(r.name, None, r.group, r.level, r.at, r.at_wave))
constants = st.builds(Constant, floats, st.sampled_from(["%", "pts", None]))
counts = st.integers(1, 999)
claims = st.one_of(
    st.builds(
        Comparison,
        references,
        st.sampled_from([op for op in Op if op is not Op.NE]),
        references | constants,
    ),
    st.builds(Extreme, st.sampled_from(["lowest", "highest"]), wholes, items),
    st.builds(Among, st.sampled_from(["top", "bottom"]), counts, wholes, items),
    st.builds(Ranked, names, items, counts),
    st.builds(StillHolds, names, items),
)
readable = st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"])
prose = st.text(readable.filter(lambda c: c not in "{}"), min_size=1, max_size=10).map(Prose)
computed = st.one_of(
    st.builds(Figure, references, st.none() | references, st.none() | st.sampled_from(Form)),
    st.just(Nonresponse()),
    st.text(readable.filter(lambda c: c != '"'), min_size=1, max_size=10).map(Literal),
)
bound_texts = st.lists(st.tuples(computed, prose), max_size=4).map(
    lambda pairs: BoundText("", tuple(part for pair in pairs for part in pair))
)
numbers = st.integers(-999, 999).map(str).map(number)
quoted = st.text(readable.filter(lambda c: c != '"'), min_size=1, max_size=6).map(
    lambda text: Value(text, quoted=True)
)
values = items.filter(lambda text: not re.fullmatch("[0-9]+", text)).map(word) | numbers | quoted
ranges = st.tuples(floats, floats).map(lambda bounds: Range(*sorted(bounds)))
filters = st.recursive(
    st.builds(Test, names | st.tuples(names, items).map(".".join), st.sampled_from(Op), values)
    | st.builds(In, names, st.lists(values | ranges, min_size=1, max_size=3).map(tuple)),
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(And, st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
cuts = st.one_of(
    st.builds(lambda high, closed: Cut(None, False, high, closed), floats, st.booleans()),
    st.builds(lambda low, closed: Cut(low, closed, None, False), floats, st.booleans()),
    st.tuples(floats, floats).map(lambda bounds: Cut(min(bounds), True, max(bounds), True)),
)


@given(references)
def test_references_round_trip(reference: Reference) -> None:
    assert parse_reference(str(reference)) == reference


@given(claims)
def test_claims_round_trip(claim: Claim) -> None:
    assert parse_claim(str(claim)) == claim


@given(bound_texts)
def test_texts_round_trip(text: BoundText) -> None:
    assert parse_text(str(text)) == text


@given(filters)
def test_filters_round_trip(condition: object) -> None:
    assert parse_filter(str(condition)) == condition


@given(cuts)
def test_cuts_round_trip(cut: Cut) -> None:
    assert parse_cut(str(cut)) == cut


# What is refused: where, and in which words


def refusal(parse, text: str) -> LanguageError:
    with pytest.raises(LanguageError) as raised:
        parse(text)
    return raised.value


def said(error: LanguageError, lang: Lang = Lang.FR) -> str:
    return Diagnostic(error.code, values=error.values).sentence(lang, "what").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("parse", "text", "code", "offset", "words"),
    [
        (parse_reference, "", "X01", 0, "il manque la fin, qui devrait donner un nom"),
        (parse_reference, "sat.", "X01", 4, "un nom"),
        (parse_reference, "a - b", "X01", 2, "à « - », il faudrait la fin du texte"),
        (parse_reference, "1a", "X01", 0, "à « 1a », il faudrait un nom"),
        (parse_claim, "sat", "X02", 3, "« = », l’un des signes < > <= >="),
        (parse_claim, "sat ≤ 3", "X02", 4, "« ≤ » s’y écrit « <= »"),
        (parse_claim, "sat ≥ 3", "X02", 4, "« ≥ » s’y écrit « >= »"),
        (parse_claim, "sat ≠ 3", "X02", 4, "« différent de » ne dit pas dans quel sens"),
        (parse_claim, "sat != 3", "X02", 4, "« différent de » ne dit pas dans quel sens"),
        (parse_claim, "sat == 3", "X02", 4, "« == » s’y écrit « = »"),
        (parse_claim, "sat => 3", "X02", 4, "« => » s’y écrit « >= »"),
        (parse_claim, "sat > −3", "X02", 6, "« − » s’y écrit « - »"),
        (parse_claim, "sat\u00a0> 3", "X02", 3, "une espace insécable s’y cache"),
        (parse_claim, "« sat » > 3", "X02", 0, 's’y écrit « " »'),
        (parse_claim, "sat > 58,1 %", "X02", 6, "« 58,1 » s’y écrit « 58.1 »"),
        (parse_claim, "sat > 3 and nps > 2", "X02", 8, "une preuve n’affirme qu’une chose"),
        (parse_claim, "lowest(sat.x) = y", "X02", 10, "à « . »"),
        (parse_claim, "top(0, sat) has x", "X02", 4, "un nombre entier à partir de 1"),
        (parse_claim, "60 % < sat", "X02", 0, "à « 60 », il faudrait un nom"),
        (parse_text, "a } b", "X03", 2, "une accolade s’y ferme sans avoir été ouverte"),
        (parse_text, "a {b", "X03", 2, "une accolade s’y ouvre et ne se ferme pas"),
        (parse_text, "a {b c {d}", "X03", 5, "à « c », il faudrait"),
        (parse_text, "a {} b", "X03", 2, "les accolades y sont vides"),
        (parse_text, "a {{b}}", "X03", 3, "l’accolade y est doublée"),
        (parse_text, "{a -b}", "X03", 3, "« - » entre deux espaces"),
        (parse_text, "{a|mots}", "X03", 3, "une forme (n, interval, words, points)"),
        (parse_text, "{“30”}", "X03", 1, "« “ » s’y écrit"),
        (parse_text, '{"30}', "X03", 1, "un guillemet s’y ouvre"),
        (parse_text, "{nonresponse|n}", "X03", 12, "« } »"),
        (parse_filter, "a = 1 et b = 2", "X04", 6, "« et » s’y écrit « and »"),
        (parse_filter, "a dans [1]", "X04", 2, "« dans » s’y écrit « in »"),
        (parse_filter, "a = 1 && b = 2", "X04", 6, "« && » s’y écrit « and »"),
        (parse_filter, "a <> 1", "X04", 2, "« <> » s’y écrit « != »"),
        (parse_filter, "a ≠ 1", "X04", 2, "« ≠ » s’y écrit « != »"),
        (parse_filter, "a = 1,5", "X04", 4, "« 1,5 » s’y écrit « 1.5 »"),
        (parse_filter, "a in [34..18]", "X04", 6, "l’intervalle va de 34 à 18"),
        (parse_filter, "a in []", "X04", 6, "à « ] »"),
        (parse_filter, "not not a = 1", "X04", 4, "à « not »"),
        (parse_filter, "and = 1", "X04", 0, "à « and »"),
        (parse_filter, "a = b c", "X04", 6, "« and », « or » ou la fin du texte"),
        (parse_cut, "2-9", "X05", 0, "un intervalle comme 18..34"),
        (parse_cut, "2–9", "X05", 1, "« – » s’y écrit « .. »"),
        (parse_cut, "2 à 9", "X05", 2, "« à » s’y écrit « .. »"),
        (parse_cut, "9..2", "X05", 0, "l’intervalle va de 9 à 2"),
        (parse_cut, "< 1,5", "X05", 2, "« 1,5 » s’y écrit « 1.5 »"),
    ],
)
def test_refusals(parse, text: str, code: str, offset: int, words: str) -> None:
    error = refusal(parse, text)
    assert (error.code, error.offset) == (code, offset)
    assert words in said(error)
    assert said(error, Lang.EN) != said(error)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 1_000,
        "not (" * 51 + "a = 1" + ")" * 51,
        "a" * 10_000_000,
        "{" * 2_000,
        "a\0",
        "\ud800",
        "a\u202eb",
    ],
)
def test_hostile_texts_are_refused(parse, text: str) -> None:
    assert refusal(parse, text).code.startswith("X0")


@pytest.mark.parametrize("parse", [parse_claim, parse_cut])
def test_a_number_that_overflows_is_no_number(parse) -> None:
    assert refusal(parse, "> " + "9" * 400)
    assert refusal(parse, "a > " + "9" * 400)


def test_deep_but_lawful_filters_are_read() -> None:
    text = "not (" * 50 + "a = 1" + ")" * 50
    assert str(parse_filter(text)) == text.replace("not (a = 1)", "not a = 1")


@pytest.mark.parametrize("parse", PARSERS)
@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from(list('ab.[]@:=<>!{}|"-(), 1%')), max_size=30).map("".join)
)
def test_any_text_gives_a_value_or_a_refusal(parse, text: str) -> None:
    try:
        value = parse(text)
    except LanguageError as error:
        refused = error
    else:
        assert parse(str(value)) == value
        return
    assert 0 <= refused.offset <= len(text)
    assert said(refused)
    assert said(refused, Lang.EN)
