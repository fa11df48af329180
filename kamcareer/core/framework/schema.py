"""The published JSON Schema of the framework files, one definition for each kind of file."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from kamcareer.core.framework.activity import Activity, PricesFile
from kamcareer.core.framework.competency import Competency, SituationsFile
from kamcareer.core.framework.guide import Guide
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import FactsFile, FrameworkFile
from kamcareer.core.framework.role import Overlay, Role

KINDS: dict[str, type[BaseModel]] = {
    "framework": FrameworkFile,
    "competency": Competency,
    "situations": SituationsFile,
    "role": Role,
    "overlay": Overlay,
    "activity": Activity,
    "guide": Guide,
    "prices": PricesFile,
    "facts": FactsFile,
    "measurement": Measurement,
}


def json_schema(kind: str | None = None) -> dict[str, Any]:
    """Return the schema of one kind of file, or of all: a file is then any of them. KeyError for an unknown kind."""
    if kind is not None:
        if kind not in KINDS:
            raise KeyError(f'no kind of file "{kind}"; known: {", ".join(KINDS)}')
        return KINDS[kind].model_json_schema(by_alias=True)
    references, schema = models_json_schema(
        [(model, "validation") for model in KINDS.values()], by_alias=True, title="kamcareer framework files"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "anyOf": [references[(model, "validation")] for model in KINDS.values()],
    }
