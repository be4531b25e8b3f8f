import json
from pathlib import Path

from generator.site.index import complete


def index(site: Path, *locations: str) -> Path:
    (site / "search").mkdir(parents=True)
    docs = [{"location": location, "title": "é", "text": ""} for location in locations]
    (site / "search" / "search_index.json").write_text(json.dumps({"config": {}, "docs": docs}), "utf-8")
    return site


def test_entries_of_kept_studies_join_the_new_ones(tmp_path: Path) -> None:
    previous = index(tmp_path / "old", "index.html", "a/index.html", "a/index.html#x", "ab/index.html")
    site = index(tmp_path / "new", "index.html", "b/index.html")
    complete(previous, site, {"a"})
    text = (site / "search" / "search_index.json").read_text("utf-8")
    assert [entry["location"] for entry in json.loads(text)["docs"]] == [
        "a/index.html",
        "a/index.html#x",
        "b/index.html",
        "index.html",
    ]
    assert (site / "search" / "search_index.js").read_text("utf-8") == f"var __index = {text}"
    assert "é" in text


def test_a_previous_site_without_an_index_hands_nothing_over(tmp_path: Path) -> None:
    site = index(tmp_path / "new", "index.html")
    complete(tmp_path / "old", site, {"a"})
    assert len(json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]) == 1


def test_an_entry_answers_to_its_words_without_accents(tmp_path: Path) -> None:
    site = index(tmp_path, "index.html")
    complete(site, site, ())
    (entry,) = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert (entry["title"], entry["tags"]) == ("é", ["e"])
