"""A repository of two thousand commits: the diff of its two ends, and what can be proven of its waves.

Prints seconds for two ends far apart and for two neighbours, and their ratio: reading a revision must not
depend on how many came before it.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from generator.tracking import compare, scene_of, side_of, verify

COMMITS = 2000
STUDY = "cx-barometre"
_FIRST = date(2021, 1, 4)


def main() -> None:
    """Print the seconds and their ratios."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _repository(root)
        far = _seconds(lambda: _diff(root, f"HEAD~{COMMITS - 1}"))
        near = _seconds(lambda: _diff(root, "HEAD~1"))
        proofs = _seconds(lambda: verify(scene_of(root, STUDY)))
        print(f"{COMMITS} commits: diff of the two ends {far:.2f} s, of two neighbours {near:.2f} s")
        print(f"far over near {far / near:.2f}; verify {proofs:.2f} s")


def _diff(root: Path, before: str) -> None:
    with side_of(root, before) as one, side_of(root, ".") as other:
        compare(one, other)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _repository(root: Path) -> None:
    """The demo client, then a note that changes at each commit: git fast-import writes them at once."""
    ignored = shutil.ignore_patterns("data")
    shutil.copytree(Path(__file__).parents[2] / "studies", root / "studies", ignore=ignored)
    _git(root, "init", "-q", "-b", "main")
    stream = b"".join(_commit(root, place) for place in range(COMMITS))
    _git(root, "fast-import", "--quiet", given=stream)
    _git(root, "reset", "-q")


def _commit(root: Path, place: int) -> bytes:
    day = _FIRST + timedelta(days=place // 2)
    when = int((day - date(1970, 1, 1)).total_seconds()) + 36000 + place % 2
    head = f"commit refs/heads/main\ncommitter C <c@client.example> {when} +0000\ndata 1\n.\n".encode()
    files = sorted(path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    whole = b"".join(_file(path.relative_to(root).as_posix(), path.read_bytes()) for path in files)
    return head + (whole if place == 0 else b"") + _file("journal.txt", f"{place}\n".encode())


def _file(name: str, content: bytes) -> bytes:
    return f"M 100644 inline {name}\ndata {len(content)}\n".encode() + content + b"\n"


def _git(root: Path, *arguments: str, given: bytes | None = None) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], input=given, check=True, env={**os.environ})


if __name__ == "__main__":
    main()
