"""A portal of five hundred pages, in ratios to `mkdocs build` on the same Markdown; and the demo's preview.

The studies are drawn: opinions of people who do not exist, of which each question has its page. A cold
build, an unchanged one and one after an edited sentence are separate processes, as an author runs them;
the preview is one process that stays. Seconds are the processor's, which whatever else the machine does
at the same time does not lengthen.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from generator import build as corridor
from generator.cli import collect_seldom
from generator.site import Destination
from generator.statistics import Memo

ROOT = Path(__file__).resolve().parents[2]
STUDIES, QUESTIONS, PEOPLE = 8, 60, 500
AS_OF = "2026-11-21"
MINIMAL = ROOT / "studies" / "minimal" / "study.yml"


def main() -> None:
    """Print each measure as soon as it is taken."""
    with TemporaryDirectory() as name:
        _portal(Path(name))
    with TemporaryDirectory() as name:
        _demo(Path(name))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of the largest build: {peak:.0f} MB (500 allowed)")


def _portal(folder: Path) -> None:
    draw(folder)
    cold = _boussole(folder)
    pages = sum(1 for _ in (folder / "build" / "docs").rglob("*.md"))
    alone = _mkdocs(folder)
    unchanged = _boussole(folder)
    _reword(folder / "studies" / "etude0" / "study.yml", "sujet 0", "sujet zéro")
    edited = _boussole(folder)
    print(f"{pages} pages; mkdocs build alone {alone:.1f} s")
    print(f"  cold {cold:.1f} s: {cold / alone:.2f} times (3 allowed)")
    print(f"  unchanged {unchanged:.1f} s: {unchanged / alone:.2f} times (0.3 allowed)")
    print(f"  one sentence edited {edited:.1f} s: {edited / alone:.2f} times")


def _demo(folder: Path) -> None:
    shutil.copytree(ROOT / "studies", folder / "studies", ignore=shutil.ignore_patterns("data"))
    to = Destination(folder / "site", folder, "boussole", date.fromisoformat(AS_OF))
    print(f"the demo portal: cold {_boussole(folder):.1f} s, unchanged {_boussole(folder):.1f} s")
    collect_seldom()  # as the command that serves does
    memo, study = Memo(), folder / "studies" / "cx-barometre" / "study.yml"
    corridor.build(folder, to, (), _quiet, memo)
    for before, word in pairwise(("décroche", "recule", "baisse", "faiblit")):
        _reword(study, f"Le traitement du sinistre {before}", f"Le traitement du sinistre {word}")
        spent = _shown(folder, to, memo)
        print(f"  in the preview, a finding's edited sentence is shown after {spent:.2f} s (1 allowed)")
    for word in ("ressenti", "vécu", "perçu"):
        _retitle(study, word)
        print(
            f"  a study's edited title, which is on each of its pages, after {_shown(folder, to, memo):.2f} s"
        )


def _shown(folder: Path, to: Destination, memo: Memo) -> float:
    """Seconds of a rebuild in a process that stays."""
    start = time.process_time()
    corridor.build(folder, to, (), _quiet, memo)
    return time.process_time() - start


def draw(folder: Path) -> None:
    """Studies that differ by their id and their answers, each with as many questions as its pages need."""
    dice = np.random.default_rng(2026)
    (folder / "studies").mkdir()
    shutil.copy(ROOT / "studies" / "_shared.yml", folder / "studies")
    for number in range(STUDIES):
        study = folder / "studies" / f"etude{number}"
        (study / "data").mkdir(parents=True)
        shutil.copytree(MINIMAL.parent / "notices", study / "notices")
        (study / "study.yml").write_text(_spec(f"etude{number}"), "utf-8")
        head = ["situation", "q_joindre", *(f"q{n}" for n in range(QUESTIONS))]
        answers = dice.choice([1, 2, 3, 4, 5], (PEOPLE, QUESTIONS), p=[0.1, 0.15, 0.2, 0.35, 0.2])
        rows = [
            (place, opinion, *given)
            for place, opinion, given in zip(*_opinions(dice), answers.tolist(), strict=True)
        ]
        lines = (",".join(map(str, row)) for row in [head, *rows])
        (study / "data" / "2026.csv").write_text("\n".join(lines) + "\n", "utf-8")


def _opinions(dice: np.random.Generator) -> tuple[list[str], list[int]]:
    """A situation and an opinion on opening hours, which people in work find worse, as the finding says."""
    places = dice.choice(["emploi", "retraite", "autre"], PEOPLE, p=[0.5, 0.3, 0.2])
    happy = np.where(places == "emploi", 0.4, 0.8)
    return places.tolist(), np.where(dice.random(PEOPLE) < happy, 4, 2).tolist()


def _spec(name: str) -> str:
    more = "\n".join(
        f"  q{n}: {{type: scale, scale: satisfaction5, text: 'Que dire du sujet {n} ?', informs: [horaires]}}"
        for n in range(QUESTIONS)
    )
    text = MINIMAL.read_text("utf-8").replace("id: minimal", f"id: {name}")
    return text.replace("questions:\n", f"questions:\n{more}\n").replace("answers: 412", f"answers: {PEOPLE}")


def _boussole(folder: Path) -> float:
    return _timed([sys.executable, "-m", "generator", "build", "--root", str(folder), "--as-of", AS_OF])


def _mkdocs(folder: Path) -> float:
    docs = folder / "build" / "docs" / "mkdocs.yml"
    return _timed(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(docs), "-d", str(folder / "alone")]
    )


def _timed(command: list[str]) -> float:
    start = _spent()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return _spent() - start


def _spent() -> float:
    """Processor seconds of all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reword(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    if old not in text:
        raise ValueError(f"nothing to reword: {old}")
    file.write_text(text.replace(old, new), "utf-8")


def _retitle(file: Path, word: str) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines = [f"title: Baromètre {word}\n" if line.startswith("title:") else line for line in lines]
    file.write_text("".join(lines), "utf-8")


def _quiet(step: str, subject: str) -> None:
    """Progress nobody watches."""


if __name__ == "__main__":
    main()
