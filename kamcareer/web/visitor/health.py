"""Small files and signs of life for machines."""

from datetime import timedelta

from flask import Response, current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.health import schema_is_current, there_is_room
from kamcareer.store.database import db
from kamcareer.web.assets import asset_url
from kamcareer.web.clock import now
from kamcareer.web.company import company_colours, company_name

STANDS = timedelta(days=300)


def alive() -> Response:
    """Say that the process answers; the database is not asked."""
    return jsonify(status="ok")


def ready() -> ResponseReturnValue:
    """Say whether the database answers, its tables are the ones this version expects, and the disk is not full."""
    try:
        current = schema_is_current(db.session(), current_app.extensions["migrate"].directory)
        current = current and there_is_room(current_app.config["SETTINGS"].data_folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is "not ready"
        current_app.logger.warning("not ready: %s", type(error).__name__)
        current = False
    return jsonify(status="ok" if current else "not ready"), 200 if current else 503


def robots() -> Response:
    """Say what search engines may read: the public pages, nobody's links. One's own pages need a cookie anyway."""
    private = "".join(f"Disallow: /{start}/\n" for start in ("continue", "shared", "rate", "confirm"))
    return Response(f"User-agent: *\n{private}", mimetype="text/plain")


def security_contact() -> Response:
    """Say whom to tell of a weakness (RFC 9116); without a setting the page on privacy says who runs this."""
    public = (current_app.config["SETTINGS"].public_url or request.url_root).rstrip("/")
    contact = current_app.config["SETTINGS"].security_contact or f"{public}{url_for('visitor.privacy')}"
    until = (now() + STANDS).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: ru, en\n"
    return Response(f"{text}Canonical: {public}{url_for('visitor.security_contact')}\n", mimetype="text/plain")


def manifest() -> Response:
    """Say what a phone needs to put the site on its home screen."""
    icons = [
        {"src": asset_url(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    name = company_name()
    return jsonify(name=name, short_name=name, start_url=url_for("visitor.home"), display="standalone",
                   background_color="#f2f6f6", theme_color=company_colours().hero, icons=icons)  # fmt: skip


def favicon() -> ResponseReturnValue:
    """Old browsers ask here for the icon."""
    return redirect(asset_url("icon.svg"), 301)
