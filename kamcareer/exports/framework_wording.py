"""Places and values of a framework said in a language, with names in the place of ids."""

from collections.abc import Sequence

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.exports.framework_names import FOLDERS, ITEMS, Names
from kamcareer.exports.framework_words import RUSSIAN_LISTS, RUSSIAN_STEPS, RUSSIAN_VALUES, STEPS

LEVELS = {"anchors", "scale"}  # a number below these is a level and no place in a list
TOLD_BY = ("name", "text", "question", "title", "stem")  # what says of an entry which one it is


class Wording:
    """How a language says a place in an element, and what stands there."""

    def __init__(self, language: str, names: Names) -> None:
        self.language, self.names = language, names
        self.russian = language == "ru"

    def place(self, path: Sequence[str], element: str = "") -> str:
        """Return the way to a value as one says it; empty for the whole element."""
        if not path:
            return ""
        return self._russian(path, element) if self.russian else self._english(path, element)

    def value(self, value: object, path: Sequence[str] = (), element: str = "") -> str:
        """Return a value in one line: texts in the language, of an entry what it is called or says."""
        if isinstance(value, bool):
            return self._yes(value=value)
        if isinstance(value, list):
            nothing = "ничего" if self.russian else "nothing"
            return ", ".join(self.value(item, path, element) for item in value) or nothing
        if isinstance(value, dict):
            return self._entry(value, path, element)
        return self._plain(value, path, element)

    def _yes(self, *, value: bool) -> str:
        return ("да" if value else "нет") if self.russian else "yes" if value else "no"

    def _english(self, path: Sequence[str], element: str) -> str:
        steps = []
        inside = path[:-1] if len(path) > 1 and path[-1] in LANGUAGES else path
        for at, step in enumerate(inside):
            before = path[at - 1] if at else ""
            name = self.names.step(before, step, element)
            number = f"no. {step}" if step.isdecimal() and before not in LEVELS else STEPS.get(step, step)
            steps.append(f"“{name}”" if name else number)
        return (" ".join(filter(None, steps)) or "text") + ("" if inside is path else f" ({path[-1]})")

    def _russian(self, path: Sequence[str], element: str) -> str:
        said = ""
        for at, step in enumerate(path):
            before = path[at - 1] if at else ""
            if at and step in LANGUAGES:
                said = f"{said or 'текст'} ({RUSSIAN_STEPS[step]})"
            elif at and (what := self._of_step(before, step, element)):
                said = f"{said} {what}".lstrip()
            else:
                said = ", ".join(filter(None, (said, self._step(step, last=at == len(path) - 1))))
        return said or "текст"

    def _of_step(self, before: str, step: str, element: str) -> str:
        """Return what belongs to the step before without a comma: a name, a number, an id that has no name."""
        if name := self.names.step(before, step, element):
            return f"«{name}»"
        if step.isdecimal():
            return step if before in LEVELS else f"№ {step}"
        return "" if step in RUSSIAN_STEPS and before not in FOLDERS.keys() | ITEMS.keys() else step

    def _step(self, step: str, *, last: bool) -> str:
        return RUSSIAN_LISTS.get(step, RUSSIAN_STEPS.get(step, step)) if last else RUSSIAN_STEPS.get(step, step)

    def _entry(self, value: dict[str, object], path: Sequence[str], element: str) -> str:
        if self.language in value:
            return self.value(value[self.language], path, element)
        told = next((value[key] for key in TOLD_BY if value.get(key)), None)
        if told is not None:
            return self.value(told, path, element)
        between = ": " if self.russian else " "
        return ", ".join(
            f"{self._key(key, path)}{between}{self.value(one, (*path, key), element)}"
            for key, one in value.items()
            if one not in (None, [], {})
        )

    def _key(self, key: str, path: Sequence[str]) -> str:
        name = self.names.step(path[-1], key) if path else None
        quotes = "«{}»" if self.russian else "“{}”"
        return quotes.format(name) if name else self.place((key,))

    def _plain(self, value: object, path: Sequence[str], element: str) -> str:
        key = next((step for step in reversed(path) if not step.isdecimal()), "")
        if isinstance(value, str):
            name = self.names.step(key, value, element)
            known = RUSSIAN_VALUES.get(key, {}).get(value) if self.russian else None
            return name or known or value
        return str(value).replace(".", ",") if self.russian and isinstance(value, float) else str(value)
