"""The secret in a link: its id, signed. The database alone opens nothing, and a link can be shown again."""

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from kamcareer.core.links import Link, LinkKind

ENDPOINTS = {LinkKind.CONTINUE: "visitor.continue_link", LinkKind.SHOW: "visitor.shared"}


def link_url(link: Link) -> str:
    """Return the full address of a link."""
    settings = current_app.config["SETTINGS"]
    path = url_for(ENDPOINTS[link.kind], token=_signer(link.kind).dumps(link.id), _external=settings.public_url is None)
    return f"{settings.public_url.rstrip('/')}{path}" if settings.public_url else path


def link_id(token: str, kind: LinkKind) -> str | None:
    """Return the id in a token made for this kind of link; None for anything else."""
    try:
        return str(_signer(kind).loads(token))
    except BadSignature:
        return None


def _signer(kind: LinkKind) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"link-{kind}")
