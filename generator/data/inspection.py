"""A data file as bytes: its fingerprint, and whether it is text that can be read without guessing."""

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 1 << 20
_MARKS_OF_OTHERS = (
    b"\x1f\x8b",  # gzip
    b"PK\x03\x04",  # zip, and the workbooks that are zip files
    b"\x28\xb5\x2f\xfd",  # zstandard
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"PAR1",  # Parquet
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0",  # workbooks of before 2007
    b"$FL2",  # SPSS
)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the bytes of a text file say before anything in it is read."""

    fingerprint: str
    """sha256 of the bytes."""
    size: int
    encoding: str | None
    """The encoding found when it is not UTF-8; ``unknown`` when it is none that can be named."""
    line: int
    """The first line that is not UTF-8, from 1; 0 when all are."""
    has_nulls: bool
    lines: int
    """Physical lines, whatever ends them."""
    is_packed: bool = False
    """Whether it begins as a compressed file does, or one of another format than text."""


def fingerprint(path: Path) -> str:
    """sha256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def fingerprint_of_all(files: Iterable[tuple[str, str]]) -> str:
    """sha256 of files by name and fingerprint, in their order."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def inspect(path: Path) -> Inspection:
    """One reading of the whole file.

    Raises:
        OSError: the file cannot be read.
    """
    digest, lines, size, has_nulls, is_utf8 = hashlib.sha256(), _Lines(), 0, False, True
    is_packed = False
    decoder = codecs.getincrementaldecoder("utf-8")()
    for block in _blocks(path):
        is_packed = is_packed or (size == 0 and block.startswith(_MARKS_OF_OTHERS))
        digest.update(block)
        lines.update(block)
        size += len(block)
        has_nulls = has_nulls or b"\0" in block
        is_utf8 = is_utf8 and _decodes(decoder, block)
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    encoding, line = (None, 0) if is_utf8 else _foreign(path)
    return Inspection(digest.hexdigest(), size, encoding, line, has_nulls, lines.count, is_packed)


class _Lines:
    """Counts lines block by block; a line end may fall across two blocks."""

    def __init__(self) -> None:
        self._ends = 0
        self._last = b"\n"

    def update(self, block: bytes) -> None:
        self._ends += block.count(b"\n") + block.count(b"\r") - block.count(b"\r\n")
        self._ends -= self._last == b"\r" and block.startswith(b"\n")
        self._last = block[-1:]

    @property
    def count(self) -> int:
        return self._ends + (self._last not in (b"\n", b"\r"))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _foreign(path: Path) -> tuple[str, int]:
    """The encoding of a file that is not UTF-8, and the first line that shows it."""
    with path.open("rb") as file:
        lines = ((number, line) for number, line in enumerate(file, start=1) if not _is(line, "utf-8"))
        number, line = next(lines, (1, b""))
    if number == 1 and line.startswith(_UTF16_MARKS):
        return "UTF-16", number
    return ("Windows-1252" if _is(line, "cp1252") else "unknown"), number


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
