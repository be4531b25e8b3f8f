from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.site import Document, Drawing
from generator.site.shelf import Finished, Shelf, entries_of, shelf_of

PAGE = Finished("<p>é</p>", ({"location": "a.html", "title": "é", "boost": 2.0},))


def docs(folder: Path, body: str = "# A", shell: str = "site_name: x") -> Path:
    (folder / "pages" / "etude").mkdir(parents=True, exist_ok=True)
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "pages" / "etude" / "a.md").write_text(body, "utf-8")
    (folder / "theme" / "main.html").write_text("{{ page }}", "utf-8")
    (folder / "mkdocs.yml").write_text(shell, "utf-8")
    return folder


def key(folder: Path, page: Document) -> str:
    root = folder.parent / "root.yml"
    root.write_text("docs_dir: docs", "utf-8")
    return shelf_of(folder.parent / "shelf", folder, root).key(page)


def test_a_page_comes_back_as_it_was_put(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", tmp_path, "")
    assert shelf.take("k") is None
    shelf.put("k", PAGE)
    assert shelf.take("k") == PAGE


def test_a_page_that_was_damaged_is_not_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, tmp_path, "")
    shelf.put("k", PAGE)
    file = tmp_path / "k.json"
    file.write_text(file.read_text("utf-8").replace("é</p>", "è</p>"), "utf-8")
    assert shelf.take("k") is None
    file.write_bytes(b"\xff")
    assert shelf.take("k") is None


def test_the_shelf_holds_one_site(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, tmp_path, "")
    for name in ("old", "new"):
        shelf.put(name, PAGE)
    shelf.clear(but={"new"})
    assert [file.name for file in tmp_path.iterdir()] == ["new.json"]


def test_a_shelf_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    shelf = Shelf(tmp_path / "file", tmp_path, "")
    shelf.put("k", PAGE)
    shelf.clear(but=())
    assert shelf.take("k") is None


def test_the_same_page_has_the_same_key_elsewhere(tmp_path: Path, page: Callable[..., Document]) -> None:
    one = page(path="etude/a.md")
    assert key(docs(tmp_path / "a" / "docs"), one) == key(docs(tmp_path / "b" / "docs"), one)


def test_whatever_a_page_is_made_of_changes_its_key(tmp_path: Path, page: Callable[..., Document]) -> None:
    one, folder = page(path="etude/a.md"), tmp_path / "docs"
    keys = {key(docs(folder), one)}
    keys.add(key(docs(folder, body="# B"), one))
    keys.add(key(docs(folder, shell="site_name: y"), one))
    keys.add(key(docs(folder), page(path="etude/a.md", drawings=(Drawing("f", "<svg/>"),))))
    (folder / "theme" / "main.html").write_text("{{ other }}", "utf-8")
    keys.add(key(folder, one))
    (folder / "pages" / "etude" / "b.md").write_text("# another page that may be linked to", "utf-8")
    keys.add(key(folder, one))
    assert len(keys) == 6


def test_entries_are_those_of_the_page_and_of_its_parts() -> None:
    told = [{"location": where} for where in ("a/b.html", "a/b.html#x", "a/b.html2", "a/bb.html")]
    assert entries_of(PurePosixPath("a/b.html"), told) == tuple(told[:2])
