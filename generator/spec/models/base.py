"""What every node of a spec has in common."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

from generator.spec.scalars import EACH


def _key(name: str) -> str:
    """The key of a field in YAML: ``from_`` stands for ``from``, which Python keeps for itself."""
    return name.rstrip("_")


class Node(BaseModel):
    """A frozen part of a spec; a key it does not know is refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        arbitrary_types_allowed=True,
        alias_generator=_key,
        populate_by_name=True,
    )


@dataclass(frozen=True, slots=True)
class Short:
    """Lets a short form ``x: text`` stand for the long one ``x: {field: text}``."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._lengthened, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": ["string", "object"], "$comment": "a text", **EACH}, handler(schema)]}

    def _lengthened(self, value: Any) -> Any:
        return {self.field: value} if isinstance(value, str) else value


def wrapped(field: str) -> Short:
    """The annotation of a part that a text may stand for: its ``field``."""
    return Short(field)


@dataclass(frozen=True, slots=True)
class Alone:
    """Lets one thing stand for a list of one: ``was: old`` for ``was: [old]``."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}

    def _listed(self, value: Any) -> Any:
        return [value] if isinstance(value, str) else value
