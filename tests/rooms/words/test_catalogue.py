"""The catalogue: whole in both languages, written once, and each text filled with the same values."""

import re
import string
from importlib.resources import files

import pytest
import yaml

from generator.spec.language import _grammar
from generator.words import Lang, MissingWord, Words, say, spell, texts

PARTS = ("what", "why", "fix")


def sentences(key: str, lang: Lang) -> list[str]:
    """The texts of an entry: one, or one for each plural."""
    entry = texts()[key][lang]
    return list(entry.values()) if isinstance(entry, dict) else [entry]


def placeholders(key: str, lang: Lang) -> set[str]:
    found = (name for text in sentences(key, lang) for _, name, _, _ in string.Formatter().parse(text))
    return {name for name in found if name is not None}


def test_every_entry_has_both_languages() -> None:
    lame = [
        key
        for key in texts()
        if len({bool(text) for lang in Lang for text in sentences(key, lang)}) > 1
        or not all(isinstance(text, str) for lang in Lang for text in sentences(key, lang))
    ]
    assert not lame


def test_both_languages_are_filled_with_the_same_values() -> None:
    # An entry may name its own language, to choose between two words that are given.
    unlike = [
        key for key in texts() if placeholders(key, Lang.FR) - {"fr"} != placeholders(key, Lang.EN) - {"en"}
    ]
    assert not unlike


def test_each_part_of_a_diagnostic_is_made_of_sentences() -> None:
    # A part may end with a value that is a sentence of the author's own.
    lame = [
        text
        for key in texts()
        if key.startswith("codes.") and key.rpartition(".")[2] in PARTS
        for lang in Lang
        for text in sentences(key, lang)
        if not re.match(r"[A-ZÀ-Ý0-9«“{]", text) or not text.endswith((".", "?", "}")) or " — " in text
    ]
    assert not lame


def test_every_code_says_all_three_and_how_grave_it_is() -> None:
    numbers = {key.split(".")[1] for key in texts() if key.startswith("codes.")}
    for number in numbers:
        assert texts()[f"codes.{number}.title"]["severity"] in ("error", "warning")
        assert {f"codes.{number}.{part}" for part in PARTS} <= texts().keys()


def test_the_files_of_a_folder_share_its_name() -> None:
    for chapter in files("generator.words").joinpath("texts", "codes").iterdir():
        if chapter.name.endswith(".yml"):
            codes = yaml.safe_load(chapter.read_text("utf-8"))
            assert {f"codes.{code}.title" for code in codes} <= texts().keys()


def test_no_key_is_written_twice_in_a_file() -> None:
    for source in files("generator.words").joinpath("texts").iterdir():
        for part in source.iterdir() if source.is_dir() else [source]:
            if part.name.endswith(".yml"):
                assert_unique(yaml.compose(part.read_text("utf-8"), Loader=yaml.SafeLoader))


def assert_unique(node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), node.start_mark
        for _, value in node.value:
            assert_unique(value)


def test_every_terminal_of_the_grammar_has_a_name() -> None:
    named = {key.removeprefix("grammar.expected.") for key in texts() if key.startswith("grammar.expected.")}
    silent = {terminal.name for terminal in _grammar().terminals if terminal.name in _grammar().ignore_tokens}
    assert {terminal.name for terminal in _grammar().terminals} - silent == named - {"END"}


def test_a_missing_text_is_our_bug() -> None:
    with pytest.raises(MissingWord):
        say(Lang.FR, "nowhere.at_all")


@pytest.mark.parametrize(
    ("lang", "items", "expected"),
    [
        (Lang.FR, [], ""),
        (Lang.FR, ["a"], "a"),
        (Lang.FR, ["a", "b"], "a et b"),
        (Lang.EN, ["a", "b", "c"], "a, b and c"),
    ],
)
def test_lists_in_words(lang: Lang, items: list[str], expected: str) -> None:
    assert spell(lang, items) == expected


def test_words_given_as_a_value_are_said_in_the_sentence_s_language() -> None:
    choice = Words(("grammar.expected.ID", "grammar.expected.NUMBER"))
    problem = Words.of("grammar.unexpected", found="x", expected=choice)
    assert say(Lang.FR, "codes.X01.what", text="1a", problem=problem) == (
        "« 1a » n'est pas une référence : à « x », il faudrait un nom ou un nombre."
    )
    assert say(Lang.EN, "codes.X01.what", text="1a", problem=problem) == (
        "“1a” is not a reference: at “x” there should be a name or a number."
    )
