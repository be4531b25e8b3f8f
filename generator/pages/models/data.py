"""What can be downloaded, and the hashes that bind it to the rules, the answers and the gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.document import Asset
from generator.pages.reader import Reader
from generator.release import Certificate

COLUMNS = ("statistic", "value", "low", "high", "n", "n_eff", "method", "withheld")
"""The columns of a download that need a word."""


@dataclass(frozen=True, slots=True)
class File:
    """One file to download, with its size and the hash that proves it was not changed."""

    path: PurePosixPath
    name: str
    size: str
    hash: str


@dataclass(frozen=True, slots=True)
class WaveProof:
    """What a wave's release states of itself: each fact by its name."""

    wave: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DataPage:
    """The page of downloads and hashes."""

    files: tuple[File, ...]
    columns: tuple[tuple[str, str], ...]
    waves: tuple[WaveProof, ...]


def data_page(reader: Reader, addresses: Addresses, assets: Sequence[Asset]) -> DataPage | None:
    """The files of a study and what they were made from; None for a study without figures."""
    if not assets:
        return None
    names = _names(reader, addresses)
    return DataPage(
        tuple(_file(reader, asset, names) for asset in assets),
        tuple((name, reader.voice.say(f"proof.data.column.{name}")) for name in COLUMNS),
        tuple(_proofs(reader)),
    )


def _names(reader: Reader, addresses: Addresses) -> Mapping[PurePosixPath, str]:
    voice = reader.voice
    return {
        addresses.numbers: voice.say("method.numbers"),
        addresses.index: voice.say("proof.data.index"),
        **{addresses.answers(name): voice.set(q.text) for name, q in reader.study.questions.items()},
    }


def _file(reader: Reader, asset: Asset, names: Mapping[PurePosixPath, str]) -> File:
    size = reader.voice.say("proof.data.size", size=reader.voice.printer.number(len(asset.content) / 1024, 1))
    return File(asset.path, names[asset.path], size, sha256(asset.content).hexdigest())


def _proofs(reader: Reader) -> Iterator[WaveProof]:
    for wave, release in reader.figures.releases.items():
        facts = [(reader.voice.say(f"proof.data.{key}"), value) for key, value in _facts(release.certificate)]
        yield WaveProof(wave, tuple(facts))


def _facts(stated: Certificate) -> list[tuple[str, str]]:
    return [
        ("tool", f"Boussole {stated.tool}"),
        ("answers", stated.data),
        ("plan", stated.plan),
        ("release", stated.content),
        ("rules", ", ".join(sorted(stated.rules, key=lambda rule: (len(rule), rule)))),
    ]
