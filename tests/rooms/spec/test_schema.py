"""The schema is the manual: what editors complete, and the reference printed from it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.errors import Refused
from generator.spec.anatomy import keys_of
from generator.spec.models import Shared, Study
from generator.spec.schema import FILES, docs_markdown, json_schema, write_schemas
from tests.rooms.spec.drawn import BASE, VISIT, WORKSHOP


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors read it: true is a boolean, yes and 2026-03-01 are texts, keys are texts."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":bool", ":timestamp"))]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))


def read(path: Path) -> Any:
    return keys_as_texts(yaml.load(path.read_text("utf-8"), AsEditorsRead))


def keys_as_texts(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): keys_as_texts(value) for key, value in node.items()}
    return [keys_as_texts(item) for item in node] if isinstance(node, list) else node


def refused(document: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(json_schema()).iter_errors(document)]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", [VISIT, WORKSHOP])
def test_a_sound_study_is_valid(file: str) -> None:
    assert refused(read(BASE / file)) == []


@pytest.mark.parametrize("name", ["cx-barometre", "ex-barometre", "atelier-sinistre"])
def test_the_examples_are_valid(shared: Path, name: str) -> None:
    assert refused(read(shared / "design" / "spec-by-example" / f"{name}.yml")) == []


@pytest.mark.parametrize("flag", ["yes", "no", True, False])
def test_a_flag_has_four_spellings(flag: object) -> None:
    study = read(BASE / VISIT)
    study["readiness"]["room_to_act"] = flag
    assert refused(study) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("titel",), "x"),
        (("kind",), "enquete"),
        (("readiness", "room_to_act"), "oui"),
        (("population", "size"), "beaucoup"),
        (("indicators", "n p s"), {"of": "q_nps"}),
        (("population", "not_covered"), ["a"]),
        (("sample", "frame"), None),
    ],
)
def test_a_slip_is_underlined_while_typing(path: tuple[str, ...], value: object) -> None:
    study = read(BASE / VISIT)
    node = study
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert refused(study)


def test_the_shared_file_is_no_key_of_a_study() -> None:
    assert "shared" not in json_schema()["properties"]


def test_the_schemas_are_written(tmp_path: Path) -> None:
    assert write_schemas(tmp_path) == tuple(FILES)
    for file, of in FILES.items():
        assert json.loads((tmp_path / file).read_text("utf-8")) == json_schema(of)


def test_a_schema_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "studies").write_text("a file", "utf-8")
    with pytest.raises(Refused) as refusal:
        write_schemas(tmp_path)
    assert [problem.code for problem in refusal.value.diagnostics] == ["S23"]


def test_the_shared_files_that_build_follow_their_schema(root: Path) -> None:
    schema = jsonschema.Draft202012Validator(json_schema(Shared))
    files = sorted(root.glob("**/studies/_shared.yml"))
    assert files
    assert [error.message for file in files for error in schema.iter_errors(read(file))] == []
    assert not schema.is_valid({"spec": 1, "client": "Tilia", "owner": "Tilia", "rolls": {}})


def test_the_reference_has_every_key_with_its_sentence() -> None:
    rows = [line for line in docs_markdown().splitlines() if line.startswith("| `")]
    assert {f"`{key}`" for key in keys_of(Study)} | {f"`{key}`" for key in keys_of(Shared)} <= {
        row.split(" | ")[0][2:] for row in rows
    }
    assert not [row for row in rows if not re.search(r"[.?…»`] \|$", row)]


def test_the_reference_has_a_section_for_every_part() -> None:
    markdown = docs_markdown()
    schemas = [json_schema(of) for of in FILES.values()]
    parts = {name for one in schemas for name, part in one["$defs"].items() if "properties" in part}
    assert parts | {"Study", "Shared"} == set(re.findall(r"^## (\w+)$", markdown, re.MULTILINE))
    assert not [
        target for target in re.findall(r"\(#(\w+)\)", markdown) if f"## {target}" not in markdown.lower()
    ]


def test_the_reference_says_what_stands_without_a_key() -> None:
    assert "The confidence level. Without it: `95 %`." in docs_markdown()
