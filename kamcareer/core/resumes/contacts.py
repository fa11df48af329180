"""How somebody is called and reached, where they live or would move, what they would like to earn."""

import re
from collections.abc import Sequence

from kamcareer.core.accounts import mailbox
from kamcareer.core.phones import phone_number
from kamcareer.core.resumes.jobs import names_post
from kamcareer.core.resumes.proposal import Found

Lines = Sequence[tuple[int, str]]
LONGEST_NAME = 80
MOST_PLACES = 6
LONGEST_PLACE = 60
NAME_AMONG = 10  # lines at the top
LEAST_PAY, MOST_PAY = 1_000, 100_000_000

LABELLED_NAME = re.compile(r"(?:ф\.?\s?и\.?\s?о\.?|имя|name|full name)\s*:\s*(?P<name>.+)", re.IGNORECASE)
NAME = re.compile(
    r"(?:[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё'’]+(?:-[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё]+)?)(?:\s+[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё'’-]+\.?){1,3}"
)
NO_NAME = re.compile(
    r"\b(?:резюме|curriculum|vitae|resume|область|край|республика|россия|russia|город)\b", re.IGNORECASE
)
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]+")
PHONE = re.compile(r"(?<![\d.+])(?:\+\d|[789])[\d\s()‑–.-]{8,20}\d(?!\d)")
LIVES = re.compile(
    r"(?:проживает|проживание|город(?: проживания)?|место жительства|регион|resides in|city|location|lives in)\s*:"
    r"\s*(?P<place>.+)",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"(?<!не )готова? к переезду\s*:\s*(?P<places>.+)"
    r"|(?<!not )(?:ready|willing|prepared) to relocate\s*:\s*(?P<abroad>.+)",
    re.IGNORECASE,
)
NO_PLACE = re.compile(r"^(?:готов|не готов|не |ready|not |prepared|willing|м\.|metro)|\d", re.IGNORECASE)
PAY = re.compile(r"(?P<pay>\d[\d \u00a0\u202f.,]{2,13}\d)\s*(?:руб|₽|rub\b|р\.)", re.IGNORECASE)
LABELLED_PAY = re.compile(r"\b(?:зарплат|заработн|salary|доход)", re.IGNORECASE)
# The form asks for pay before tax.
AFTER_TAX = re.compile(r"на руки|in hand|\bnet\b|after tax|после вычета", re.IGNORECASE)


def name_in(lines: Lines) -> Found | None:
    """Return the name: behind a label anywhere, or two to four words with capitals at the top."""
    for number, line in lines:
        found = LABELLED_NAME.match(line.strip())
        if found and len(found["name"].strip()) <= LONGEST_NAME:
            return Found(found["name"].strip(), number)
    top = [(number, line.strip()) for number, line in lines if line.strip()][:NAME_AMONG]
    return next((Found(line, number) for number, line in top if _is_name(line)), None)


def email_in(lines: Lines) -> Found | None:
    """Return the first mailbox, as applications keep it."""
    for number, line in lines:
        for text in EMAIL.findall(line):
            try:
                return Found(mailbox(text.strip(".,/")), number)
            except ValueError:
                continue
    return None


def phone_in(lines: Lines) -> Found | None:
    """Return the first telephone number, as applications keep it."""
    for number, line in lines:
        for text in PHONE.findall(line):
            try:
                return Found(phone_number(text), number)
            except ValueError:
                continue
    return None


def places_in(lines: Lines) -> tuple[Found, ...]:
    """Return where somebody lives and where they would move, at most six, each once."""
    found: dict[str, Found] = {}
    for number, line in lines:
        lives, moves = LIVES.match(line.strip()), MOVES.search(line)
        said = [lives["place"].split(",")[0]] if lives else []
        said += (moves["places"] or moves["abroad"]).split(",") if moves else []
        for place in (one.strip(" .;") for one in said):
            if place and len(place) <= LONGEST_PLACE and not NO_PLACE.search(place):
                found.setdefault(place.casefold(), Found(place, number))
    return tuple(found.values())[:MOST_PLACES]


def salary_in(wished: Lines, head: Lines) -> Found | None:
    """Return the pay somebody would like, a month before tax, in roubles: as a whole number.

    It stands in the part about the post they wish for, or behind the word; the currency may be in the line below.
    """
    named = [(number, line) for number, line in head if LABELLED_PAY.search(line)]
    for lines in (wished, named):
        for place, (number, line) in enumerate(lines):
            below = lines[place + 1][1] if lines is wished and place + 1 < len(lines) else ""
            found = PAY.search(line) or (PAY.fullmatch(f"{line.strip()} {below.strip()[:3]}") if below else None)
            digits = "".join(sign for sign in found["pay"] if sign.isdecimal()) if found else ""
            if digits and LEAST_PAY <= int(digits) <= MOST_PAY and not AFTER_TAX.search(f"{line} {below}"):
                return Found(str(int(digits)), number)
    return None


def _is_name(line: str) -> bool:
    return (
        len(line) <= LONGEST_NAME and bool(NAME.fullmatch(line)) and not NO_NAME.search(line) and not names_post(line)
    )
