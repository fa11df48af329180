"""The parts of a résumé, by its headings; those of hh.ru in both its languages, and the usual others."""

from enum import StrEnum


class Section(StrEnum):
    """What a part of a résumé is about."""

    HEAD = "head"
    WISH = "wish"
    EXPERIENCE = "experience"
    REFERENCES = "references"
    OTHER = "other"


HEADINGS = {
    Section.HEAD: (
        "контакты", "контактная информация", "личные данные", "contacts", "contact", "personal information",
    ),
    Section.WISH: (
        "желаемая должность и зарплата", "желаемая должность", "desired position and salary", "desired position",
    ),
    Section.EXPERIENCE: (
        "опыт работы", "опыт", "места работы", "трудовой опыт", "трудовая деятельность", "work experience",
        "experience", "professional experience", "employment", "employment history",
    ),
    Section.REFERENCES: ("рекомендации", "recommendations", "references"),
    Section.OTHER: (
        "образование", "высшее образование", "education", "навыки", "ключевые навыки", "skills", "key skills",
        "обо мне", "about me", "summary", "дополнительная информация", "further information",
        "additional information", "повышение квалификации, курсы", "курсы", "professional development, courses",
        "courses", "тесты, экзамены", "tests, examinations", "знание языков", "языки", "иностранные языки",
        "languages", "опыт вождения", "driving experience", "портфолио", "portfolio", "электронные сертификаты",
        "сертификаты", "certificates",
    ),
}  # fmt: skip
KNOWN = sorted(
    ((words, section) for section, all_words in HEADINGS.items() for words in all_words),
    key=lambda one: -len(one[0]),
)


def heading(line: str) -> Section | None:
    """Return which part a line begins; None for a line that is no heading. How long it was may stand behind."""
    plain = " ".join(line.casefold().split()).rstrip(": ")
    return next((section for words, section in KNOWN if _is(plain, words)), None)


def sections(lines: tuple[str, ...]) -> tuple[Section | None, ...]:
    """Return the part of each line; None for a heading."""
    here, found = Section.HEAD, []
    for line in lines:
        begins = heading(line)
        here = begins or here
        found.append(None if begins else here)
    return tuple(found)


def _is(plain: str, words: str) -> bool:
    rest = plain.removeprefix(words).lstrip(" —–-:")
    return plain.startswith(words) and (not rest or (rest[0].isdigit() and rest != plain))
