"""What changed, in sentences of both languages."""

from datetime import date
from pathlib import Path

import pytest

from generator.locks import State, lock_of, remembering, state_in, state_of, tell
from generator.words import Lang, say, typeset
from tests.rooms.locks.drawn import PROMISES, write_study

DAY = date(2026, 2, 20)


def told(root: Path, *changes: tuple[str, str]) -> list[str]:
    """The French sentences from the study as drawn to the study once changed."""
    before = state_of(write_study(root, ("gdpr:\n", PROMISES)), "2026")
    after = state_of(write_study(root, ("gdpr:\n", PROMISES), *changes), "2026")
    found = tell(before, after)
    for one in found:
        (key,) = one.words.keys
        assert "{" not in say(Lang.EN, key, **one.words.values)
    return [_plain(say(Lang.FR, *one.words.keys, **one.words.values)) for one in found]


def _plain(text: str) -> str:
    return typeset(Lang.FR, text).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


SENTENCES = {
    "a wording": (
        ("Quel sujet ?", "Quel thème ?"),
        "Le libellé de « q_sujet » passe de « Quel sujet ? » à « Quel thème ? ».",
    ),
    "a filter": (
        ("q_nps > 6", "q_nps > 8"),
        "« q_sujet » n'est plus posée aux mêmes personnes : « q_nps > 6 » devient « q_nps > 8 ».",
    ),
    "a question gone": (
        ("  q_neuf: {type: scale, scale: satisfaction3, text: Une question neuve, asked_in: [2026]}\n", ""),
        "La question « q_neuf » n'est plus posée : « Une question neuve ».",
    ),
    "an order": (("{b: B, a: A}", "{a: A, b: B}"), "L'ordre a changé dans « q_sujet.options »."),
    "a threshold": (("promised: 10", "promised: 12"), "« promised » : « 10 » devient « 12 »."),
    "a verdict": (
        ("verdict: improve", "verdict: stop"),
        "Le verdict de « lent » passe de « améliorer » à « arrêter ».",
    ),
    "a finding": (
        ("Le suivi est lent.", "Le suivi traîne."),
        "Le constat « lent » disait « Le suivi est lent. » ; il dit « Le suivi traîne. ».",
    ),
    "an action done": (
        ("horizon: quick", "horizon: quick, state: done"),
        "L'action « sms », qui était prévue, est faite.",
    ),
    "an action put off": (
        ("2026-12-15", "2027-01-15"),
        "L'échéance de l'action « sms » passe du 2026-12-15 au 2027-01-15.",
    ),
    "a decision": (
        ("due: 2026-09-30}", "due: 2026-09-30, state: deferred}"),
        "La décision « effort » est désormais reportée.",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_a_change_has_its_sentence(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    removed = [("  neuf: {kind: top_box, of: q_neuf}\n", "")] if "q_neuf" in change[0] else []
    assert sentence in told(tmp_path, change, *removed)


def test_nothing_has_no_sentence(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_a_section_one_side_knows_nothing_of_is_not_told(tmp_path: Path) -> None:
    """The first wave of a study had promised nothing: the second has not « added » everything."""
    study = write_study(tmp_path, ("gdpr:\n", PROMISES))
    first, second = lock_of(study, "2026", DAY), remembering(lock_of(study, "2026", DAY), study)
    assert tell(state_in(first), state_in(second)) == ()


def test_a_long_text_is_cut(tmp_path: Path) -> None:
    long = State({"questions": {"q": {"text": "a" * 500}}})
    (one,) = tell(long, State({"questions": {"q": {"text": "b"}}}))
    assert len(str(one.words.values["before"])) == 161
