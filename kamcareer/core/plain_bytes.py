"""Text out of bytes that do not say in which encoding they are: UTF-8, UTF-16 with its mark, else Windows-1251."""

import codecs

CONTROL = frozenset(map(chr, range(32)))


def decoded(data: bytes, layout: str = "\t\r\n") -> str | None:
    """Return the text; None where no encoding fits, or control characters other than those of a layout stand in it."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if (CONTROL - set(layout)).isdisjoint(text) else None
    return None
