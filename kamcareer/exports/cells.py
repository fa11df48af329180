"""Cells of a spreadsheet."""

import re

# A cell that begins like this is a formula for a spreadsheet; an apostrophe makes it text. Some readers drop spaces and
# line ends before they look, some read the full-width signs as the plain ones.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PHONE = re.compile(r"\+\d{7,15}")  # a sum of one number is no harm, and an apostrophe is copied along
DROPPED = "\t\r\n\v\f \u00a0\u200b\ufeff\x00"


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a phone number stays as it is."""
    if PHONE.fullmatch(text):
        return text
    harmful = text.lstrip(DROPPED).startswith(FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if harmful else text
