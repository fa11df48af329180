"""Names of people as they are typed, and when two of them are the same."""

import unicodedata


def plain_name(name: str) -> str:
    """Return a name as it is compared: without case and spare spaces, ё read as е, one form of each letter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("ё", "е").split())
