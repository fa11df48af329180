"""Addresses of this site."""

from typing import Any

from flask import current_app, url_for


def own_path(path: str | None) -> str:
    r"""Return a path of this site, never an address elsewhere: browsers read // and /\\ as another host."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return url_for("visitor.home")


def full_address(endpoint: str, **values: Any) -> str:
    """Return the full address of a page, as it may stand in a letter."""
    public = current_app.config["SETTINGS"].public_url
    path = url_for(endpoint, _external=public is None, **values)
    return f"{public.rstrip('/')}{path}" if public else path
