"""The files of a site as bytes, those that were only compressed included."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_GZIP = b"\x1f\x8b"
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
)


@dataclass(frozen=True, slots=True)
class File:
    """One file: ``path`` from the root of the site."""

    path: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters: ``.html``."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def text(self) -> str:
        """Its content as text; what is not UTF-8 is replaced, never a reason to stop."""
        return self.content.decode("utf-8", "replace")

    @property
    def is_sealed(self) -> bool:
        """Whether it is an archive that is not looked into: workbooks and documents are some."""
        return self.content.startswith((*_ARCHIVES, _GZIP)) and _unpacked(self.content) is None


def files_of(site: Path) -> Iterator[File]:
    """Every file of a site in the order of their paths; a compressed one is followed by what it holds."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            file = File(path.relative_to(site).as_posix(), path.read_bytes())
            yield file
            unpacked = _unpacked(file.content)
            if unpacked is not None:
                yield File(file.path.removesuffix(".gz"), unpacked)


def _unpacked(content: bytes) -> bytes | None:
    if not content.startswith(_GZIP):
        return None
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None
