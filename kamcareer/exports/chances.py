"""Chances as numbers of a file: rounding makes nothing impossible and nothing certain."""


def rounded_chance(chance: float, digits: int) -> float:
    """Return a chance, 0 to 1, to so many digits; what lies beyond the last of them stays at it.

    With three digits 0.001 means at most that, 0.999 at least that. Exactly 0 and 1 stay.
    """
    least: float = 10**-digits
    if not 0 < chance < 1:
        return chance
    return min(max(round(chance, digits), least), round(1 - least, digits))
