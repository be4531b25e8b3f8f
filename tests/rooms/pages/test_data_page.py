"""The page of downloads: each file with its hash, each wave with what binds it to its answers."""

from hashlib import sha256

from generator.pages.booklet import Booklet
from generator.pages.models.data import data_page
from tests.rooms.pages import drawn


def test_every_file_is_there_with_the_hash_of_its_bytes() -> None:
    read = drawn.reader()
    assets = Booklet(read, "Mutuelle Tilia").assets
    page = data_page(read, drawn.addresses(read), assets)
    assert page is not None
    assert [(file.path, file.hash) for file in page.files] == [
        (asset.path, sha256(asset.content).hexdigest()) for asset in assets
    ]
    assert [proof.wave for proof in page.waves] == ["2025", "2026"]


def test_a_study_without_figures_has_nothing_to_download() -> None:
    read = drawn.reader()
    assert data_page(read, drawn.addresses(read), ()) is None
