"""Strict reading: every problem by its code, line and column; every text at its place."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import Diagnostic, Position, render
from generator.spec.reader import Document, Scalar, read
from generator.words import Lang

EXAMPLES = ["_shared", "atelier-sinistre", "cx-barometre", "ex-barometre"]


@pytest.fixture
def reading(tmp_path: Path):
    """Reads a text, or bytes, as the file ``study.yml``."""

    def read_text(content: str | bytes) -> tuple[Document | None, list[Diagnostic]]:
        path = tmp_path / "study.yml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(path, "study.yml")

    return read_text


def found(problems: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(p.code, p.position.line, p.position.column) for p in problems if p.position]


def shape(value: object) -> object:
    """A tree as plain dicts, lists and strings."""
    if isinstance(value, dict):
        return {key: shape(child) for key, child in value.items()}
    return [shape(child) for child in value] if isinstance(value, list) else str(value)


# What is read


def test_keys_and_scalars_stay_text(reading) -> None:
    document, problems = reading("2026: no\non: 2026-03-02\nyes: [1.50, ~, null]\nempty:\n")
    assert not problems
    assert document.tree == {"2026": "no", "on": "2026-03-02", "yes": ["1.50", "~", "null"], "empty": ""}


def test_a_scalar_remembers_whether_it_was_quoted(reading) -> None:
    document, _ = reading("plain: no\nsingle: 'no'\ndouble: \"no\"\nblock: >-\n  no\n")
    plain = {key: value.plain for key, value in document.tree.items()}
    assert plain == {"plain": True, "single": False, "double": False, "block": False}
    assert all(isinstance(value, Scalar) for value in document.tree.values())


def test_each_value_and_each_key_has_its_place(reading) -> None:
    document, _ = reading("a:\n  b: [x, y]\n  c: {d: 'z'}\n")
    places = {path: (at.line, at.column) for path, at in document.places.items()}
    assert places == {
        (): (1, 1),
        ("a",): (2, 3),
        ("a", "b"): (2, 6),
        ("a", "b", 0): (2, 7),
        ("a", "b", 1): (2, 10),
        ("a", "c"): (3, 6),
        ("a", "c", "d"): (3, 10),
    }
    keys = {path: (at.line, at.column) for path, at in document.key_places.items()}
    assert keys == {("a",): (1, 1), ("a", "b"): (2, 3), ("a", "c"): (3, 3), ("a", "c", "d"): (3, 7)}


@pytest.mark.parametrize(
    ("content", "offset", "place"),
    [
        ("says: ab cd\n", 3, (1, 10)),
        ("says: 'ab cd'\n", 3, (1, 11)),
        ('says: "ab\n  cd"\n', 3, (2, 3)),
        ("says: >-\n  ab\n  cd\n", None, (1, 7)),  # the value starts with its sign
        ("says: >-\n  ab\n  cd\n", 0, (2, 3)),
        ("says: 'ab cd'\n", None, (1, 7)),
        ("says: 'ab cd'\n", 0, (1, 8)),
        ("says: >-\n  ab\n  cd\n", 1, (2, 4)),
        ("says: >-\n  ab\n  cd\n", 3, (3, 3)),
        ("says: >-\n  ab\n  cd\n", 5, (3, 5)),  # the end of the text
        ("says: >-\n  ab\n  cd\n", 2, (3, 3)),  # a space: the letter after it
        ("says: |\n\n   ab\n     cd\n", 6, (4, 6)),
        ('says: "a\\u0062 cd"\n', 3, (1, 7)),  # an escape: the start is the best one can say
    ],
)
def test_a_place_inside_a_text(reading, content: str, offset: int | None, place: tuple[int, int]) -> None:
    document, _ = reading(content)
    at = document.locate(("says",), offset)
    assert (at.line, at.column) == place


def test_what_is_missing_is_missing_from_where_the_path_ends(reading) -> None:
    document, _ = reading("a:\n  b: {c: x}\n")
    assert document.locate(("a", "b", "nothing", 3)) == Position("study.yml", 2, 6)
    assert document.locate_key(("a", "b")) == Position("study.yml", 2, 3)
    assert document.locate_key(("elsewhere",)) == Position("study.yml", 1, 1)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_read_whole(shared: Path, name: str) -> None:
    path = shared / "design" / "spec-by-example" / f"{name}.yml"
    document, problems = read(path, path.name)
    assert not problems
    assert shape(document.tree) == yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for at, place in document.key_places.items():
        assert document.lines[place.line - 1][place.column - 1 :].startswith(str(at[-1]))


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_letter_of_the_examples_is_found_again(shared: Path, name: str) -> None:
    path = shared / "design" / "spec-by-example" / f"{name}.yml"
    document, _ = read(path, path.name)
    for at in document.places:
        text = document.tree
        for step in at:
            text = text[step]
        if isinstance(text, Scalar):
            for offset, letter in enumerate(text[1:], start=1):
                place = document.locate(at, offset)
                assert letter == " " or document.lines[place.line - 1][place.column - 1] == letter


def test_a_byte_order_mark_and_windows_line_ends_are_fine(reading) -> None:
    document, problems = reading(b"\xef\xbb\xbfa: b\r\nc:\r\n  d: e\r\n")
    assert not problems
    assert document.tree == {"a": "b", "c": {"d": "e"}}
    assert document.places[("c", "d")] == Position("study.yml", 3, 6)


# What is refused

REFUSED = {
    "Y01": ("a: 1\nb: {c: 2, c: 3}\na: 4\n", [("Y01", 2, 11), ("Y01", 3, 1)]),
    "Y01 thrice": ("a: 1\na: 2\n'a': 3\n", [("Y01", 2, 1), ("Y01", 3, 1)]),
    "Y03 colon": ("title: Le sinistre : deux côtés\n", [("Y03.colon", 1, 20)]),
    "Y03 colon after a no-break space": ("title: Le sinistre\u00a0: x\n", [("Y03.colon", 1, 20)]),
    "Y03 colon without a space": ("title: Note: deux côtés\n", [("Y03.unspaced", 1, 12)]),
    "Y03 colon in an inline map": ("a: {t: Le mot : juste}\n", [("Y03.colon", 1, 15)]),
    "Y03 colon in a list, silent in YAML": ("- Le titre : suite\n", [("Y03.colon", 1, 12)]),
    "Y03 colon after one word": ("- Attention : danger\n", [("Y03.colon", 1, 13)]),
    "Y03 colon in an inline list": ("a: [x, Le titre : suite]\n", [("Y03.colon", 1, 17)]),
    "Y03 colon on the next line": ("a: Un texte plié en\n  deux : voilà\n", [("Y03.colon", 2, 8)]),
    "Y03 question in an inline map": ("{ask: Faut-il garder ?, kind: x}\n", [("Y03.question", 1, 22)]),
    "Y03 question in an inline list": ("a: [Pourquoi ?, Quand]\n", [("Y03.question", 1, 14)]),
    "Y03 all of them": (
        "a: b : c\nd: {e: f ?}\ng:\n  h: i : j\n",
        [("Y03.colon", 1, 6), ("Y03.question", 2, 10), ("Y03.colon", 4, 8)],
    ),
    "Y04 tab": ("a:\n\tb: c\n", [("Y04.tab", 2, 1)]),
    "Y04 tab after a colon": ("a:\tb\n", [("Y04.tab", 1, 3)]),
    "Y04 tab before a comment": ("a: b\t# c\n", [("Y04.tab", 1, 5)]),
    "Y04 tabs hide no other problem": ("a:\n\tb: c\nd: e : f\n", [("Y04.tab", 2, 1), ("Y03.colon", 3, 6)]),
    "Y04 no-break space": ("a:\n  b: c\n \u00a0d: e\n", [("Y04.blank", 3, 2)]),
    "Y04 narrow no-break space": ("a:\n\u202f\u202fb: c\n", [("Y04.blank", 2, 1)]),
    "Y04 one space too many": ("a:\n  b: c\n  \u00a0d: e\n", [("Y04.blank", 3, 3)]),
    "Y04 after a colon": ("a:\u00a0b\nc: d\n", [("Y04.blank", 1, 3)]),
    "Y04 after a dash": ("a:\n  - b\n  -\u00a0c\n", [("Y04.blank", 3, 4)]),
    "Y04 in a key": ("sat\u00a0: b\n", [("Y04.key", 1, 4)]),
    "Y04 in a quoted key": ("{'s\u200bat': b}\n", [("Y04.key", 1, 4)]),
    "Y06 anchor and alias": ("a: &x b\nc: *x\n", [("Y06.anchor", 1, 4), ("Y06.alias", 2, 4)]),
    "Y06 tag": ("a: !!str 12\nb: !x [c]\n", [("Y06.tag", 1, 4), ("Y06.tag", 2, 4)]),
    "Y06 merge": ("a: {b: c}\n<<: {d: e}\n", [("Y06.merge", 2, 1)]),
    "Y06 a star in a sentence": ("a: *important* oui\nb: c : d\n", [("Y06.mark", 1, 4), ("Y03.colon", 2, 6)]),
    "Y08 empty": ("", [("Y08.empty", 1, 1)]),
    "Y08 comments only": ("# rien\n---\n", [("Y08.empty", 1, 1)]),
    "Y08 deep": ("- " * 21 + "a\n", [("Y08.deep", 1, 41)]),
    "Y08 control": ("a: b\nc: d\x07\x08e\n", [("Y08.control", 2, 5)]),
    "Y08 control, escaped": ('a: b\nc: "d\\0"\n', [("Y08.control", 2, 4)]),
    "Y08 a line break that is none": ("a: b\u2028c\n", [("Y08.control", 1, 5)]),
    "Y08 words that read backwards": ("a: b\u202ec\n", [("Y08.control", 1, 5)]),
    "Y09": ("{source: Contrôle de gestion, marge annuelle}\n", [("Y09", 1, 10)]),
    "Y09 twice": ("a: {b: c, d, e, f: g, h}\n", [("Y09", 1, 8), ("Y09", 1, 20)]),
    "Y00 directive": ("%YAML 1.2\n---\na: b\n", [("Y00.directive", 1, 1)]),
    "Y00 documents": ("a: b\n---\nc: d\n", [("Y00.documents", 2, 1)]),
    "Y00 documents after dots": ("a: b\n...\nc: d\n", [("Y00.documents", 3, 1)]),
    "Y00 key": ("[a, b]: c\n{d: e}: f\n", [("Y00.key", 1, 1), ("Y00.key", 2, 1)]),
    "Y00 no value": ("says: {point}\n", [("Y00.no_value", 1, 8)]),
    "Y00 no value, quoted before": ("a: {b: 'c', d}\n", [("Y00.no_value", 1, 13)]),
    "Y00 escape": ('a: "\\q"\n', [("Y00.escape", 1, 6)]),
    "Y00 escape beyond Unicode": ('a: b\nc: "\\U00110000"\n', [("Y00.escape", 2, 5)]),
    "Y00 start": ("unit: %\nowner: @x\n", [("Y00.start", 1, 7), ("Y00.start", 2, 8)]),
    "Y00 no colon": ("a: b\nfoo\nc: d : e\n", [("Y00.no_colon", 2, 1), ("Y03.colon", 3, 6)]),
    "Y00 indent": ("a:\n  b: c\n d: e\n", [("Y00.indent", 3, 2)]),
    "Y00 indent under a value": ("a: b\n  c: d\n", [("Y00.indent", 2, 4)]),
    "Y00 quote": ('a: b\nc: "d\ne: f\n', [("Y00.quote", 2, 4)]),
    "Y00 block": ("a: >texte\n  b\n", [("Y00.block", 1, 4)]),
    "Y00 bracket": ("a: {b: c\nd: e\n", [("Y00.bracket", 2, 2)]),
    "Y00 bracket to the end": ("a: [b\n", [("Y00.bracket", 1, 4)]),
    "Y00 end": ("a: [b,\n", [("Y00.end", 1, 7)]),
    "Y00 closing": ("a: {b: c}}\nd: e : f\n", [("Y00.closing", 1, 10), ("Y03.colon", 2, 6)]),
    "Y00 after a figure": ("says: {point} des équipes\n", [("Y00.after", 1, 15)]),
    "Y00 after a quotation": ('says: "x" dit-il\nb: c : d\n', [("Y00.after", 1, 11), ("Y03.colon", 2, 6)]),
    "Y00 dash": ("a: - b\n", [("Y00.dash", 1, 4)]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_problem_at_its_line_and_column(reading, case: str) -> None:
    content, expected = REFUSED[case]
    _, problems = reading(content)
    assert found(problems) == expected
    for problem in problems:
        assert render(problem, Lang.FR) != render(problem, Lang.EN)


def test_the_duplicate_names_both_lines(reading) -> None:
    _, (problem,) = reading("sat: 1\nx: 2\nsat: 3\n")
    assert "(ligne 3, déjà ligne 1)" in problem.sentence(Lang.FR, "what")
    assert problem.excerpt == "sat: 3"


def test_foreign_encodings(reading) -> None:
    document, problems = reading("a: b\nc: dé\ne: f : g\n".encode("cp1252"))
    assert document is None
    assert found(problems) == [("Y08.encoding", 2, 5), ("Y03.colon", 3, 6)]
    assert problems[0].excerpt == "c: dé"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings(reading, encoding: str) -> None:
    document, problems = reading("titre: é\n".encode(encoding))
    assert document is None or problems
    assert {problem.number for problem in problems} == {"Y08"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert [p.code for p in read(tmp_path / "no.yml", "no.yml")[1]] == ["Y08.missing"]
    assert [p.code for p in read(tmp_path, "folder")[1]] == ["Y08.unreadable"]
    assert [p.code for p in read(Path("nul\0"), "nul")[1]] == ["Y08.unreadable"]


def test_a_file_that_is_too_big(reading) -> None:
    document, problems = reading(b"a: " + b"b" * 2_000_000)
    assert document is None
    assert [p.code for p in problems] == ["Y08.big"]


# Whether later checks may go on


@pytest.mark.parametrize(
    ("content", "tree"),
    [
        ("a: 1\na: 2\n", {"a": "1"}),
        ("{a: Ni, ni, b: c}\n", {"a": "Ni, ni", "b": "c"}),
        ("a: &x b\n", {"a": "b"}),
        ("a: !!str 1\n", {"a": "1"}),
        ("a:\n\u00a0\u00a0b: c\n", {"a": {"b": "c"}}),
        ("%YAML 1.2\n---\na: b\n", {"a": "b"}),
    ],
)
def test_a_tree_whose_meaning_is_plain_is_given(reading, content: str, tree: object) -> None:
    document, problems = reading(content)
    assert problems
    assert shape(document.tree) == tree


@pytest.mark.parametrize(
    "content",
    ["a: b : c\n", "a: &x b\nc: *x\n", "<<: {a: b}\n", "a:\n\tb: c\n", "- " * 30, "\xff".encode("latin-1")],
)
def test_a_tree_that_was_guessed_is_not(reading, content: str | bytes) -> None:
    document, problems = reading(content)
    assert problems
    assert document is None


def test_a_comment_a_block_and_an_id_are_nobodys_problem(reading) -> None:
    content = (
        "# Pourquoi ? Parce que : voilà\n"
        "says: >-   # ceci : cela\n"
        "  Le texte : il a deux points ?\n"
        "  \u00a0- et une liste\n"
        "label : Avec une espace\n"
        "cx-barometre: {2024: 2025}\n"
        "quand: '2026'\n"
        "heures: [12:30, a:b]\n"
    )
    document, problems = reading(content)
    assert not problems
    assert document.tree["says"].startswith("Le texte : il a deux points ?")
    assert document.tree["heures"] == ["12:30", "a:b"]


# Hostile input

PIECES = [
    "a",
    "b: ",
    "- ",
    "  ",
    "\n",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "? ",
    ": ",
    " : ",
    "'",
    '"',
    "\\",
    "*x",
    "&x",
    "!",
]
PIECES += [
    "#",
    "%",
    "|",
    ">-",
    "\t",
    "\u00a0",
    "<<: ",
    "---",
    "...",
    "\0",
    "\r",
    "\ufeff",
    "é",
    "\u2028",
    "\\U00110000",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(str.encode))
def test_any_bytes_give_a_document_or_problems(reading, content: bytes) -> None:
    document, problems = reading(content)
    assert document or problems
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for problem in problems:
        assert problem.position.line <= lines
        assert render(problem, Lang.FR)
        assert render(problem, Lang.EN)
        assert not any(ord(c) < 32 and c != "\n" for c in render(problem, Lang.FR))


@pytest.mark.parametrize(
    "piece", ["[", "{", "- ", "? ", "{a: ", "a: 1\n", "&a ", "'", "%\n", "\t\n", "\x01\n"]
)
def test_much_of_anything_stays_quick(reading, piece: str) -> None:
    _, problems = reading(piece * 20_000)
    assert len(problems) <= 200


def test_an_excerpt_is_short_and_harmless(reading) -> None:
    _, problems = reading("a: " + "b " * 300 + "\x1b[31m : c\n")
    assert [len(problem.excerpt) <= 162 for problem in problems] == [True, True]
    assert "\x1b" not in render(problems[0], Lang.EN)
