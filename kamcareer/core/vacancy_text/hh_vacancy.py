"""A vacancy as hh.ru gives it (GET /vacancies/{id}): its fields as plain values, each of the type it must have."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kamcareer.core.vacancy_text.html_text import text_of_html
from kamcareer.core.vacancy_text.refusal import MAX_TEXT, MOST_FIELDS, Refusal, RefusedPostingError

MOST_ITEMS = 50  # of a list that are read
LONGEST_NAME = 200
CURRENCIES = {"RUR": "RUB"}
NAMED = ("area", "experience", "schedule", "employment", "employment_form")


@dataclass(frozen=True)
class HhVacancy:
    """What of it is looked at."""

    name: str
    description: str
    area: str
    experience: str
    conditions: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    licences: tuple[str, ...]
    low: int | None
    high: int | None
    currency: str
    before_tax: bool | None
    archived: bool


def looks_like_json(text: str) -> bool:
    """Return whether a text is meant as JSON."""
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def hh_vacancy(text: str) -> HhVacancy:
    """Return the vacancy; RefusedPostingError names the line where it is no JSON, or the fields of a wrong type."""
    read = _Fields(_read(text))
    pay = read.object("salary_range") or read.object("salary")
    found = HhVacancy(
        name=read.text("name"),
        description=text_of_html(read.text("description", MAX_TEXT * 5)),
        area=read.named("area"),
        experience=read.named("experience"),
        conditions=tuple(
            dict.fromkeys(filter(None, [*map(read.named, NAMED[2:]), *read.names("work_format", "name")]))
        ),
        skills=read.names("key_skills", "name"),
        languages=tuple(read.languages()),
        licences=read.names("driver_license_types", "id"),
        low=pay.number("from"),
        high=pay.number("to"),
        currency=CURRENCIES.get(pay.text("currency"), pay.text("currency")) or "RUB",
        before_tax=pay.truth("gross"),
        archived=bool(read.truth("archived")),
    )
    if read.wrong:
        raise RefusedPostingError(Refusal.WRONG_FIELDS, tuple(read.wrong[:MOST_FIELDS]))
    if not found.name and not found.description:
        raise RefusedPostingError(Refusal.NO_VACANCY)
    if len(found.description) > MAX_TEXT:
        raise RefusedPostingError(Refusal.TOO_LONG)
    return found


def _read(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise RefusedPostingError(Refusal.BAD_JSON, (str(error.lineno), str(error.colno))) from None
    except (ValueError, RecursionError):
        raise RefusedPostingError(Refusal.NO_VACANCY) from None
    if isinstance(read, list) or (isinstance(read, dict) and isinstance(read.get("items"), list)):
        raise RefusedPostingError(Refusal.SEVERAL)
    if not isinstance(read, dict):
        raise RefusedPostingError(Refusal.NO_VACANCY)
    return read


class _Fields:
    """The fields of an object; what is of another type is empty, and its name is kept in `wrong`."""

    def __init__(self, values: dict[str, Any], path: str = "", wrong: list[str] | None = None) -> None:
        self.values, self.path = values, path
        self.wrong: list[str] = [] if wrong is None else wrong

    def __bool__(self) -> bool:
        return bool(self.values)

    def text(self, name: str, longest: int = LONGEST_NAME) -> str:
        value = self._of(name, str)
        if isinstance(value, str) and len(value) > longest:
            self._note(name)
            return ""
        return _line(value) if longest == LONGEST_NAME else str(value or "")

    def number(self, name: str) -> int | None:
        value = self._of(name, (int, float))
        if value is None or isinstance(value, bool) or value != value or not 0 <= value < 10**12:  # noqa: PLR0124 - NaN
            if value is not None:
                self._note(name)
            return None
        return int(value)

    def truth(self, name: str) -> bool | None:
        value: bool | None = self._of(name, bool)
        return value

    def object(self, name: str) -> "_Fields":
        return _Fields(self._of(name, dict) or {}, f"{self.path}{name}.", self.wrong)

    def named(self, name: str) -> str:
        return self.object(name).text("name")

    def names(self, name: str, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (one.text(key) for one in self._items(name)))))

    def languages(self) -> Iterator[str]:
        for one in self._items("languages"):
            said, level = one.text("name"), one.named("level")
            if said:
                yield f"{said} ({level})" if level else said

    def _items(self, name: str) -> Iterator["_Fields"]:
        for place, one in enumerate((self._of(name, list) or [])[:MOST_ITEMS]):
            if isinstance(one, dict):
                yield _Fields(one, f"{self.path}{name}[{place}].", self.wrong)
            elif one is not None:
                self._note(f"{name}[{place}]")

    def _of(self, name: str, kind: Any) -> Any:
        value = self.values.get(name)
        if value is None or isinstance(value, kind):
            return value
        self._note(name)
        return None

    def _note(self, name: str) -> None:
        self.wrong.append(f"{self.path}{name}")


def _line(value: str | None) -> str:
    return " ".join((value or "").split())
