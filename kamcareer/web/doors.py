"""Full addresses of links that open an account."""

from flask import current_app, url_for


def one_time_url(secret: str) -> str:
    """Return the full address of a one-time link."""
    public = current_app.config["SETTINGS"].public_url
    path = url_for("account.open_link", token=secret, _external=public is None)
    return f"{public.rstrip('/')}{path}" if public else path
