"""How many of something there are, in words."""


def counted(number: int, what: str) -> str:
    """Return a number with its noun, in the plural for any but one."""
    return f"{number} {what}{'' if number == 1 else 's'}"
