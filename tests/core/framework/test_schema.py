import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from kamcareer.core.framework.schema import KINDS, json_schema
from kamcareer.core.framework.yaml_reader import read_yaml
from tests.core.framework.tiny import REAL, tiny_files


def number_like(value):
    """Scalars of the reader stay text; a JSON Schema wants numbers where they are numbers."""
    if isinstance(value, dict):
        return {key: number_like(item) for key, item in value.items()}
    if isinstance(value, list):
        return [number_like(item) for item in value]
    try:
        return json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError:
        return value


def kind_of(path: str) -> str:
    folder, _, file = path.rpartition("/")
    single = file.removesuffix(".yaml")
    return {"competencies": "competency", "roles": "role", "activities": "activity"}.get(folder, single)


def test_every_kind_of_file_has_a_valid_schema():
    for kind in KINDS:
        Draft202012Validator.check_schema(json_schema(kind))
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", [path for path in tiny_files() if path != "roles/lead_abroad.yaml"])
def test_the_schema_accepts_what_the_reader_accepts(path):
    data = number_like(read_yaml(tiny_files()[path], path).value)

    assert list(Draft202012Validator(json_schema(kind_of(path))).iter_errors(data)) == []
    assert list(Draft202012Validator(json_schema()).iter_errors(data)) == []


def test_the_schema_refuses_a_misspelt_key():
    data = number_like(read_yaml((REAL / "competencies/analysis.yaml").read_bytes(), "f").value)

    with pytest.raises(ValidationError, match="qestion"):
        Draft202012Validator(json_schema("competency")).validate(data | {"qestion": data.pop("question")})


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(KeyError, match="competency, situations, role, overlay"):
        json_schema("skill")
