"""Cells of a spreadsheet."""

# A cell that begins like this is a formula for a spreadsheet; an apostrophe makes it text. Some readers drop spaces and
# line ends before they look, some read the full-width signs as the plain ones.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
DROPPED = "\t\r\n\v\f \u00a0\u200b\ufeff\x00"


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    harmful = text.lstrip(DROPPED).startswith(FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if harmful else text
