"""Addresses of this site."""

from typing import Any

from flask import current_app, has_request_context, url_for

from kamcareer.config import Settings


def own_path(path: str | None) -> str:
    r"""Return a path of this site, never an address elsewhere: browsers read // and /\\ as another host."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return url_for("visitor.home")


def full_address(endpoint: str, **values: Any) -> str:
    """Return the address of a page as it stands in a letter: under the public name, else where it is asked from."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.public_url is None and has_request_context():
        return url_for(endpoint, **values, _external=True)
    base = settings.public_url or settings.address
    return base.rstrip("/") + current_app.url_map.bind("localhost").build(endpoint, values)
