"""One reading of the bytes: fingerprint, encoding, lines."""

import hashlib
from pathlib import Path

import pytest

from generator.data.inspection import fingerprint, inspect


def test_the_fingerprint_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"region,q_note\n" * 200_000)
    assert fingerprint(file) == inspect(file).fingerprint == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("data", "lines"),
    [(b"", 0), (b"a", 1), (b"a\n", 1), (b"a\nb", 2), (b"a\r\nb\r\n", 2), (b"a\rb\r", 2), (b"\n\n", 2)],
)
def test_lines_whatever_ends_them(tmp_path: Path, data: bytes, lines: int) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    assert inspect(file).lines == lines


def test_a_line_end_and_a_letter_cut_by_a_block(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"x" * ((1 << 20) - 1) + b"\r\n" + b"x" * ((1 << 20) - 2) + "é\r\n".encode())
    seen = inspect(file)
    assert (seen.lines, seen.encoding) == (2, None)


def test_a_letter_cut_by_the_end_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a\n" + "é".encode()[:1])
    seen = inspect(file)
    assert (seen.encoding, seen.line) == ("Windows-1252", 2)
