"""The schema is the manual: what editors complete and what the reference prints, from the models alone."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.errors import Diagnostic, Position, Refused
from generator.spec.models import Shared, Study

FILES: Mapping[str, type[Study] | type[Shared]] = {
    "studies/_schema/study-1.json": Study,
    "studies/_schema/shared-1.json": Shared,
}
"""Each named by the first line of the files it is for, so that editors know their keys."""

Schema = Mapping[str, Any]

_ON_TEXTS = (
    "Wherever **a text** or **a bound text** is expected, a file that speaks several languages "
    "(`lang: [fr, en]`) may give one per language, `{fr: Contact, en: Contact us}`; what is the same in "
    "all is given once. "
    "**An exact text** is matched letter for letter, and is the same in all."
)


class _AsWritten(GenerateJsonSchema):
    """What an author may write: no null, no title made of a key, no key that is not an id."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        said = super().default_schema(schema)
        is_telling = said.get("default") is not None and not isinstance(said["default"], dict | list)
        return said if is_telling else {key: value for key, value in said.items() if key != "default"}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        said = super().dict_schema(schema)
        return {**said, "additionalProperties": False} if "patternProperties" in said else said

    def field_title_should_be_set(self, _: Any) -> bool:
        return False


def json_schema(of: type[Study] | type[Shared] = Study) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``study.yml``, or of ``_shared.yml``, each key with its sentence."""
    schema = of.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    said = _in_markdown(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **said}


def _in_markdown(node: Any) -> Any:
    """The docstrings' ``double`` backticks as Markdown's, which editors show."""
    if isinstance(node, dict):
        return {
            key: value.replace("``", "`")
            if key == "description" and isinstance(value, str)
            else _in_markdown(value)
            for key, value in node.items()
        }
    return [_in_markdown(item) for item in node] if isinstance(node, list) else node


def write_schemas(root: Path) -> tuple[str, ...]:
    """Write the schemas into a workspace; gives their paths there.

    Raises:
        Refused: S23, a file cannot be written.
    """
    for file, of in FILES.items():
        try:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(schema_text(of), "utf-8")
        except OSError as error:
            raise Refused([Diagnostic("S23", Position(file), {"file": file})]) from error
    return tuple(FILES)


def schema_text(of: type[Study] | type[Shared] = Study) -> str:
    """A schema as its file holds it."""
    return f"{json.dumps(json_schema(of), ensure_ascii=False, indent=2)}\n"


def docs_markdown() -> str:
    """The reference of every key: one section a part, from each file down, one line a key."""
    sections = _sections("Study", json_schema(Study)) | _sections("Shared", json_schema(Shared))
    return "\n\n".join(["# Every key of a study, and of `_shared.yml`", _ON_TEXTS, *sections.values()]) + "\n"


def _sections(name: str, schema: Schema) -> dict[str, str]:
    """The section of each part by its name, the file's own first."""
    parts = {part: _section(part, schema["$defs"][part], schema) for part in _parts_of(schema)}
    return {name: _section(name, schema, schema), **parts}


def _parts_of(schema: Schema) -> list[str]:
    """The names of the parts in the order a reader meets them: those of a part come before its siblings'."""
    found: dict[str, None] = {}

    def meet(node: Schema) -> None:
        for name in _references(node.get("properties", {})):
            part = schema["$defs"][name]
            if "properties" in part and name not in found:
                found[name] = None
                meet(part)

    meet(schema)
    return list(found)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


def _section(name: str, part: Schema, schema: Schema) -> str:
    required = part.get("required", [])
    rows = [
        _row(f"`{key}`", _kind(value, schema), "yes" if key in required else "", _sentence(value, schema))
        for key, value in part["properties"].items()
    ]
    head = (_row("Key", "Value", "Required", "Meaning"), "|---|---|---|---|")
    return "\n".join([f"## {name}\n\n{_one_line(part['description'])}\n", *head, *rows])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _sentence(value: Schema, schema: Schema) -> str:
    """A key whose sentence is its part's own is not given it twice by pydantic."""
    named = schema["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
    said = _one_line(value.get("description") or named.get("description", ""))
    default = value.get("default")
    if isinstance(default, bool):
        default = "yes" if default else "no"
    elif isinstance(default, float):
        default = f"{default:.0%}".replace("%", " %")
    return said if default is None else f"{said} Without it: `{default}`."


def _kind(value: Schema, schema: Schema) -> str:
    """What may be written under a key, in words."""
    if "$ref" in value:
        return _named(value["$ref"].rpartition("/")[2], schema)
    if "anyOf" in value:
        return " or ".join(_kind(side, schema) for side in value["anyOf"])
    if "$comment" in value:
        return str(value["$comment"])
    if "enum" in value or "const" in value:
        return _choice(value)
    if value.get("type") == "array":
        return _list(value, schema)
    inner = next(iter(value.get("patternProperties", {}).values()), value.get("additionalProperties"))
    return f"a map, each {_kind(inner, schema)}" if isinstance(inner, dict) else "a map"


def _named(name: str, schema: Schema) -> str:
    part = schema["$defs"][name]
    return f"[{name}](#{name.lower()})" if "properties" in part else _choice(part)


def _choice(value: Schema) -> str:
    words = value["enum"] if "enum" in value else [value["const"]]
    return " or ".join(f"`{word}`" for word in words)


def _list(value: Schema, schema: Schema) -> str:
    inner = value.get("items") or next(iter(value.get("prefixItems", [])), None)
    return f"a list, each {_kind(inner, schema)}" if isinstance(inner, dict) else "a list"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
