"""Text as it is stored: no character that a database refuses or a page does not show."""


def plain_text(text: str | None) -> str:
    """Return typed text: one line end, whatever the browser sends; no NUL, which PostgreSQL refuses."""
    return (text or "").replace("\r\n", "\n").replace("\0", "").strip()


def one_line(text: str | None) -> str:
    """Return typed text on one line."""
    return " ".join(plain_text(text).split())
