"""Settings of the measurement as the YAML file they are read from."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kamcareer.core.framework.measurement_settings import Measurement


def measurement_yaml(settings: Measurement, heading: str) -> str:
    """Return the text of a measurement.yaml with a comment above; reading it gives the same settings."""
    lines = [f"# {line}".rstrip() for line in heading.splitlines()]
    lines += _mapping(settings.model_dump(mode="json", exclude_none=True), "")
    return "\n".join(lines) + "\n"


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        else:
            # A string of JSON is a string of YAML; so is a list of numbers.
            yield f"{indent}{key}: {json.dumps(_short(value), ensure_ascii=False)}"


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
