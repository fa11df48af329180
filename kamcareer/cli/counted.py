"""How many of something there are, in words."""

from flask_babel import ngettext


def changes_told(number: int) -> str:
    """Return how many changes there are, in the language spoken."""
    return str(ngettext("%(num)d change", "%(num)d changes", number))


def counted(number: int, what: str) -> str:
    """Return a number with its noun, in the plural for any but one."""
    return f"{number} {what}{'' if number == 1 else 's'}"
