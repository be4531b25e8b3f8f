"""Paths that a spec names, on disks that lead astray."""

from pathlib import Path

import pytest

from generator.spec.paths import is_file, leads_out, real


def test_a_link_is_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "study", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "own").symlink_to(inside / "data")
    assert leads_out(inside, "link/x.csv")
    assert leads_out(inside, "../elsewhere")
    assert not leads_out(inside, "own/x.csv")
    assert real(inside, "own/x.csv") == inside / "data" / "x.csv"


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "x.csv").symlink_to(tmp_path / "x.csv")
    assert not leads_out(tmp_path, "x.csv")
    assert not is_file(tmp_path / "x.csv")


@pytest.mark.parametrize("name", ["x" * 5000, "x/" * 3000])
def test_a_name_too_long_for_the_disk_is_no_file(tmp_path: Path, name: str) -> None:
    assert not leads_out(tmp_path, name)
    assert not is_file(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert not is_file(tmp_path)
    (tmp_path / "x").write_text("")
    assert is_file(tmp_path / "x")
