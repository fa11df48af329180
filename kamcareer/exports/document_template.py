"""Word templates with placeholders: filled, and looked through for what nobody will fill."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kamcareer.exports.word_file import readable

PICTURE = "logo"
PICTURE_MM = 12
LONGEST_PLACE = 60

Values = Mapping[str, str | Sequence[str | Mapping[str, str]]]
# What a template may ask for: each name, and for a list of things the names of what each holds.
Placeholders = Mapping[str, tuple[str, ...]]


class BrokenTemplateError(ValueError):
    """A template cannot be read or filled; the message is one line with the place."""


def filled_document(template: bytes, values: Values, logo: Path | None = None) -> bytes:
    """Return a DOCX file: a template with its placeholders replaced; `{{ logo }}` is the picture, or nothing.

    Values are texts and lists, so a template can neither call nor reach anything else. BrokenTemplateError where it
    asks for what is not there, or is no Word file.
    """
    document = _opened(template)
    from docx.shared import Mm  # noqa: PLC0415
    from docxtpl import InlineImage  # noqa: PLC0415

    picture = InlineImage(document, str(logo), height=Mm(PICTURE_MM)) if logo else ""
    out = BytesIO()
    try:
        document.render({**_readable(values), PICTURE: picture}, _environment(), autoescape=True)
        # The properties are no XML yet, so what was escaped for it is said again as it is.
        document.core_properties.title = unescape(document.core_properties.title)
        document.save(out)
    except TemplateError as error:
        raise BrokenTemplateError(_with_place(document, error)) from error
    except Exception as error:
        # XML that a placeholder in the wrong place has torn fails in the libraries below in many ways.
        raise BrokenTemplateError(f"cannot be filled: {_one_line(str(error))}") from error
    return out.getvalue()


def problems_of(template: bytes, known: Placeholders) -> list[str]:
    """Return what is wrong with a template, a line each: that it cannot be read, or placeholders nobody fills."""
    try:
        document = _opened(template)
    except BrokenTemplateError as error:
        return [str(error)]
    found: dict[str, None] = {}
    for text in _parts(document):
        try:
            tree = _environment().parse(text)
        except TemplateSyntaxError as error:
            return [f"{_one_line(str(error.message))}, near “{_line_of(text, error.lineno)}”"]
        found.update(dict.fromkeys(_unknown(tree, {PICTURE: (), **known})))
    return [f"nobody fills {name}" for name in found] or _tried(template, known)


def _tried(template: bytes, known: Placeholders) -> list[str]:
    try:
        filled_document(
            template, {name: [dict.fromkeys(fields, "x")] if fields else "x" for name, fields in known.items()}
        )
    except BrokenTemplateError as error:
        return [str(error)]
    return []


def _unknown(tree: nodes.Template, known: Placeholders) -> Iterator[str]:
    yield from sorted(meta.find_undeclared_variables(tree) - known.keys())
    for loop in tree.find_all(nodes.For):
        if not isinstance(loop.target, nodes.Name) or not isinstance(loop.iter, nodes.Name):
            continue
        fields = known.get(loop.iter.name, ())
        for asked in loop.find_all(nodes.Getattr):
            of_loop = isinstance(asked.node, nodes.Name) and asked.node.name == loop.target.name
            if of_loop and asked.attr not in fields:
                yield f"{loop.target.name}.{asked.attr} (of {loop.iter.name})"


def _opened(template: bytes) -> Any:
    # Who writes no Word file should not wait for it.
    from docxtpl import DocxTemplate  # noqa: PLC0415

    document = DocxTemplate(BytesIO(template))
    try:
        document.init_docx()
    except Exception as error:
        raise BrokenTemplateError("is no Word file (.docx)") from error
    return document


def _parts(document: Any) -> Iterator[str]:
    """Yield body, headers and footers as docxtpl gives them to Jinja, a paragraph a line."""
    texts = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        texts += [part.blob.decode() for _, part in document.get_headers_footers(uri)]
    for text in texts:
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(text))


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined)


def _with_place(document: Any, error: TemplateError) -> str:
    said, text = _one_line(str(error.message)), ""
    if isinstance(error, TemplateSyntaxError):
        text = next((_line_of(part, error.lineno) for part in _parts(document)), "")
    return f"{said}, near “{text}”" if text else said


def _line_of(text: str, number: int) -> str:
    lines = text.splitlines()
    return _one_line(re.sub(r"<[^>]+>", " ", lines[number - 1]) if 0 < number <= len(lines) else "")[:LONGEST_PLACE]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _readable(values: Values) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return "\n".join(readable(line) for line in value.splitlines())
        return (
            {name: plain(inner) for name, inner in value.items()}
            if isinstance(value, Mapping)
            else list(map(plain, value))
        )

    return {name: plain(value) for name, value in values.items()}
