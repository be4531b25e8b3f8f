"""What a search found, kept beside the answers, so that one that was stopped goes on where it was.

Why it is safe to leave there:

- It holds no row, no answer, no count: for each question, which groups show what. All of it is in the release
  once the wave is closed.
- A name of a file is a hash of all that a question was searched with, small counts among them. Whoever has
  a hash can try guesses against it, so it must not travel further than the answers themselves do: the folder
  lies beside the data file, and a ``.gitignore`` of its own keeps it out of git wherever data are not.
- It weakens nothing for whoever can write there: they could write the answers. It is read under the heights
  that the rules on single groups set anew, and nothing kept goes above them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from generator import __version__
from generator.disclosure.policy import Policy
from generator.disclosure.withholding import Field, Shown
from generator.release import METHOD, Attack, Outcome

FOLDER = ".boussole"
_RUNGS = (Outcome.WITHHELD, Outcome.ONE_NUMBER, Outcome.FULL)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where findings are kept, None for nowhere."""

    folder: Path | None

    def read(self, key: str, heights: Mapping[str, Outcome]) -> Shown | None:
        """What was found, None when nothing was, or nothing that can be read or that fits the heights."""
        if self.folder is None:
            return None
        try:
            stated = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            outcomes = {name: Outcome(outcome) for name, outcome in stated["outcomes"].items()}
            attack = Attack(stated["attack"])
            found = Shown(outcomes, bool(stated["is_proven"]), tuple(stated["revoked"]), attack)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return found if _fits(outcomes, heights) else None

    def write(self, key: str, found: Shown) -> None:
        """Keep a finding; whole or not at all, whenever the run is stopped. A full disk forgets it."""
        if self.folder is None:
            return
        stated = {
            "outcomes": found.outcomes,
            "is_proven": found.is_proven,
            "revoked": found.revoked,
            "attack": found.attack,
        }
        unfinished = self.folder / f"{key}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n", "utf-8")
            unfinished.write_text(json.dumps(stated, sort_keys=True), "utf-8")
            unfinished.replace(self.folder / f"{key}.json")
        except OSError:
            return  # the search has its result; the next one only has to find it again

    def forget(self) -> None:
        """Remove all that is kept: its wave is closed."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in (*self.folder.glob("*.json"), *self.folder.glob("*.part"), self.folder / ".gitignore"):
            path.unlink(missing_ok=True)
        for folder in (self.folder, self.folder.parent):
            if not any(folder.iterdir()):
                folder.rmdir()


NOWHERE = Kept(None)
"""Nothing is kept."""


def _fits(outcomes: Mapping[str, Outcome], heights: Mapping[str, Outcome]) -> bool:
    """The same groups, none above its height: a rung more would be the work of someone else."""
    return outcomes.keys() == heights.keys() and all(
        _RUNGS.index(outcome) <= _RUNGS.index(heights[group]) for group, outcome in outcomes.items()
    )


def key_of(field: Field, heights: Mapping[str, Outcome], policy: Policy) -> str:
    """A name for all that the search of one question depends on, its method included."""
    cases = [(case.group.id, repr(case.group.members), repr(case.lead)) for case in field.cases]
    stated = (__version__, METHOD, sorted(policy.facts.items()), repr(field.cases[0].measure), cases)
    digest = blake2b(repr((stated, sorted(heights.items()))).encode(), digest_size=20)
    numbers = () if field.extremes is None else (field.extremes,)
    for array in (field.vectors, field.people, field.cells, field.was_shown, field.was_full, *numbers):
        digest.update(f"{array.dtype} {array.shape}".encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
