"""Write plain data as a YAML file that the strict reader takes, and reads as the same data."""

import re
from typing import Any

import yaml

from kamcareer.core.framework.yaml_reader import AMBIGUOUS, Value

LINE = 100
WHOLE = re.compile("-?(0|[1-9][0-9]{0,8})")
DECIMAL = re.compile("-?(0|[1-9][0-9]{0,5})[.][0-9]{0,5}[1-9]")


def written(value: Value) -> bytes:
    """Return the text of a YAML file; numbers are texts here, as the reader gives them."""
    text: str = yaml.dump(_plain(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE)
    return text.encode()


def numbered(text: str) -> str | int | float:
    """Return a text as the number that is written with the same characters, if there is one."""
    if WHOLE.fullmatch(text) and text != "-0":
        return int(text)
    if DECIMAL.fullmatch(text) and repr(float(text)) == text:
        return float(text)
    return text


def _plain(value: Value) -> Any:
    if isinstance(value, dict):
        return {numbered(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return numbered(value) if isinstance(value, str) else value


class _Dumper(yaml.SafeDumper):
    """Quotes what may be a word or a truth, and never refers to what was written before."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - asked by PyYAML
        """Write everything out."""
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    doubtful = text.lower() in AMBIGUOUS or any(sign in text for sign in "\n\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if doubtful else None)


_Dumper.add_representer(str, _quoted)
