"""Draws the invented answers of this study: ``python draw.py`` beside it rewrites them. Nobody answered."""

import csv
import random
from pathlib import Path

SEED = 20261006
SITUATIONS = {"emploi": 210, "retraite": 158, "autre": 44}
SATISFIED = {"emploi": 0.43, "retraite": 0.75, "autre": 0.6}


def draw() -> list[tuple[str, str, str]]:
    """The rows (situation, answer, language), in an order that says nothing."""
    dice = random.Random(SEED)
    people = [situation for situation, size in SITUATIONS.items() for _ in range(size)]
    rows = [(who, _answer(dice, SATISFIED[who]), _language(dice)) for who in people]
    return sorted(rows, key=lambda _: dice.random())


def _answer(dice: random.Random, satisfied: float) -> str:
    return dice.choice("45" if dice.random() < satisfied else "123")


def _language(dice: random.Random) -> str:
    return "en" if dice.random() < 0.3 else "fr"


if __name__ == "__main__":
    with (Path(__file__).parent / "data" / "2026.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("situation", "q_joindre", "q_langue"), *draw()])
