"""What browsers report of the policy of content: that something on a page wanted what no page may do.

Anybody may send it, and a browser sends no token with it. So it changes nothing: it is counted and becomes one line of
the log, of words that stand in the code. Addresses and everything else in a report are the reader's, and are not kept.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from flask import Response, abort, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from kamcareer.web.limits import POLICY_REPORTS, limited
from kamcareer.web.metrics import NOWHERE, count_policy_breach

LARGEST, MOST = 8 * 1024, 20
OTHER = "other"
DIRECTIVES = {
    "default-src",
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "img-src",
    "font-src",
    "connect-src",
    "manifest-src",
    "object-src",
    "media-src",
    "frame-src",
    "child-src",
    "worker-src",
    "form-action",
    "base-uri",
    "frame-ancestors",
}


@limited(POLICY_REPORTS)
def take_report() -> Response:
    """Count what a browser reports, by the directive and the page of ours."""
    request.max_content_length = LARGEST
    for directive, page in sorted(set(_breaches(request.get_data()))):
        count_policy_breach(directive)
        current_app.logger.warning("policy breached", extra={"facts": {"directive": directive, "on": page}})
    return Response(status=204)


def _breaches(body: bytes) -> list[tuple[str, str]]:
    """Return directive and page of each breach in a report, as old browsers and as new ones write it; 422 for none."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        abort(422)
    many = sent if isinstance(sent, list) else [sent]
    found = [_breach(one) for one in many[:MOST] if isinstance(one, dict)]
    return [(_directive(directive), _page(address)) for directive, address in filter(None, found)] or abort(422)


def _breach(sent: dict[str, Any]) -> tuple[object, object] | None:
    old, new = sent.get("csp-report"), sent.get("body")
    if isinstance(old, dict):
        return old.get("effective-directive") or old.get("violated-directive"), old.get("document-uri")
    return (new.get("effectiveDirective"), new.get("documentURL")) if isinstance(new, dict) else None


def _directive(said: object) -> str:
    """Return a directive as the policy knows it; older browsers say what it allows besides."""
    name = str(said).partition(" ")[0]
    return name if name in DIRECTIVES else OTHER


def _page(address: object) -> str:
    """Return what the code calls the page at an address."""
    try:
        path = urlsplit(str(address)).path
        return str(current_app.url_map.bind("").match(path, method="GET")[0])
    except (HTTPException, RequestRedirect, ValueError):
        return NOWHERE
