"""Draws the invented answers of this study: ``python studies/minimal/draw.py`` rewrites them.

Nobody answered: the shares below are made up so that each claim of the study is easy to establish.
"""

import csv
import random
from pathlib import Path

SEED = 20261005
SITUATIONS = {"emploi": 210, "retraite": 158, "autre": 44}
# Weights of the answers 1 to 5, then 9 (not concerned), out of one hundred.
ANSWERS = {
    "emploi": (14, 26, 15, 31, 12, 2),
    "retraite": (4, 8, 10, 44, 31, 3),
    "autre": (8, 14, 14, 38, 22, 4),
}
CODES = ("1", "2", "3", "4", "5", "9")


def draw() -> list[tuple[str, str]]:
    """The rows (situation, answer), in an order that says nothing."""
    dice = random.Random(SEED)
    people = [situation for situation, size in SITUATIONS.items() for _ in range(size)]
    rows = [(situation, _answer(dice.random() * 100, ANSWERS[situation])) for situation in people]
    return sorted(rows, key=lambda _: dice.random())


def _answer(point: float, weights: tuple[int, ...]) -> str:
    for code, weight in zip(CODES, weights, strict=True):
        point -= weight
        if point < 0:
            return code
    return CODES[-1]


def main() -> None:
    """Write ``data/2026.csv`` beside this script."""
    target = Path(__file__).parent / "data" / "2026.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("situation", "q_joindre"))
        writer.writerows(draw())


if __name__ == "__main__":
    main()
