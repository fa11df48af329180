"""Text as it is stored: no character that a database refuses or a page does not show."""

LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x85"), "\n")
CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()}
# They turn the direction of what follows: a name could then read as another one.
TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
NOT_IN_A_LINE = CONTROLS | TURNING


def plain_text(text: str | None) -> str:
    """Return typed text: one line end, whatever the browser sends; no NUL, which PostgreSQL refuses."""
    return (text or "").replace("\r\n", "\n").replace("\0", "").translate(LINE_ENDS).strip()


def one_line(text: str | None) -> str:
    """Return typed text on one line: a name or a title, without control signs and any that turn directions."""
    return " ".join(plain_text(text).translate(NOT_IN_A_LINE).split())
