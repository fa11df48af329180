"""What the check of a model finds, in the reader's language, with names in the place of ids."""

from collections.abc import Iterable
from functools import partial

from flask_babel import format_decimal, gettext

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.errors import Problem
from kamcareer.core.framework.message import Listed, Message, Named
from kamcareer.exports.framework_names import NAMED, Names
from kamcareer.exports.framework_words import RUSSIAN_VALUES, key_word
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import language


def problem_lines(problems: Iterable[Problem], names: Names | None = None) -> list[str]:
    """Return a line for each problem: of which element, in which file and line, and what to do about it.

    Names are those of the model in use, unless others are given.
    """
    names = names or Names((current_framework(),), language())
    return [f"{_element(one, names)}{one.position}: {_words(one.message, names)}" for one in problems]


def message_lines(messages: Iterable[str]) -> list[str]:
    """Return messages that name their place themselves."""
    names = Names((current_framework(),), language())
    return [_words(one, names) for one in messages]


def _element(problem: Problem, names: Names) -> str:
    *_, folder, file = ("", *problem.position.source.split("/"))
    name = names.name(NAMED[folder], file.removesuffix(".yaml")) if folder in NAMED else None
    return f"{name} · " if name else ""


def _words(message: str, names: Names) -> str:
    if not isinstance(message, Message):
        return message
    said = str(gettext(message.template))
    return said % {key: _value(value, names) for key, value in message.values.items()} if message.values else said


def _value(value: object, names: Names) -> str:
    if isinstance(value, Named):
        return _name(value, names)
    if isinstance(value, Listed):
        return value.between.join(map(partial(_value, names=names), value.items))
    if isinstance(value, float):
        return str(format_decimal(value))
    return _words(value, names) if isinstance(value, Message) else str(value)


def _name(named: Named, names: Names) -> str:
    if named.kind in NAMED.values() or named.kind in {"articles", "clusters", "ladders"}:
        return names.name(named.kind, named.id) or _word("tracks", named.id, names)
    if named.kind == "keys" and names.language == "ru":
        return _key(named, names)
    return _word(named.kind, named.id, names)


def _key(named: Named, names: Names) -> str:
    if not (named.id in LANGUAGES and named.below):
        return key_word(named.id)
    # A reason why a level falls stands under its topic, which is no word of the files.
    of = key_word(named.below)
    topic = names.name("competencies", named.below) if of == named.below else None
    return f"{topic or of} ({key_word(named.id)})"


def _word(kind: str, id: str, names: Names) -> str:
    return RUSSIAN_VALUES.get(kind, {}).get(id, id) if names.language == "ru" else id
