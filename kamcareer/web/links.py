"""The secret in a link: its id, signed. The database alone opens nothing, and a link can be shown again."""

from enum import StrEnum

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from kamcareer.core.links import Link, LinkKind
from kamcareer.web.addresses import full_address

ENDPOINTS = {LinkKind.CONTINUE: "visitor.continue_link", LinkKind.SHOW: "visitor.shared"}


class Purpose(StrEnum):
    """What a private link for somebody else is for."""

    RATE = "rate"
    CONFIRM = "confirm"
    STOP_LETTERS = "stop_letters"
    APPLY = "apply"


PAGES = {
    Purpose.RATE: "visitor.rate",
    Purpose.CONFIRM: "visitor.confirm",
    Purpose.STOP_LETTERS: "visitor.stop_plan_letters",
    Purpose.APPLY: "visitor.apply",
}


def link_url(link: Link) -> str:
    """Return the full address of a link."""
    return full_address(ENDPOINTS[link.kind], token=str(_signer(link.kind).dumps(link.id)))


def private_url(purpose: Purpose, id: str) -> str:
    """Return the full address by which somebody rates, confirms, applies, or stops letters."""
    return full_address(PAGES[purpose], token=str(_signer(purpose).dumps(id)))


def private_id(token: str, purpose: Purpose) -> str | None:
    """Return the id in a token made for this purpose; None for anything else."""
    try:
        return str(_signer(purpose).loads(token))
    except BadSignature:
        return None


def link_id(token: str, kind: LinkKind) -> str | None:
    """Return the id in a token made for this kind of link; None for anything else."""
    try:
        return str(_signer(kind).loads(token))
    except BadSignature:
        return None


def _signer(kind: LinkKind | Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"link-{kind}")
