"""Addresses of this site."""

from flask import url_for


def own_path(path: str | None) -> str:
    r"""Return a path of this site, never an address elsewhere: browsers read // and /\\ as another host."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return url_for("visitor.home")
