"""Lines that nobody who recruits should read: sex, age, birth, family, citizenship, pictures."""

import re

from kamcareer.core.resumes.months import period

PRIVATE = re.compile(
    r"\b(?:мужчина|женщина|пол\s*:|возраст|родил(?:ся|ась)|(?:дата|место|год) рождения|гражданство|национальность"
    r"|семейное положение|замужем|женат|холост|разведен|дет(?:и|ей)\s*:|(?:есть|нет) дет(?:и|ей)|(?:двое|трое) детей"
    r"|фото(?:графия)?\s*:|вероисповедание|состояние здоровья|инвалидность|паспорт|судимост"
    r"|male|female|gender|sex\s*:|age\s*:|aged|years? old|born|date of birth|birth ?da(?:y|te)|citizenship|nationality"
    r"|marital|married|children\s*:|photo\s*:|religion|passport)",
    re.IGNORECASE,
)
# Years alone are an age; beside the time at work they say how long it was.
AGE = re.compile(r"\b\d{2}\s+(?:года?|лет|years?)\b", re.IGNORECASE)


def without_private(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines with an empty one for each that says something private, so that numbers of lines stay."""
    return tuple("" if _private(line) else line for line in lines)


def _private(line: str) -> bool:
    return PRIVATE.search(line) is not None or (AGE.search(line) is not None and period(line) is None)
