"""What Prometheus reads, with the token of the settings."""

from collections.abc import Iterator
from hmac import compare_digest

from flask import Response, abort, current_app, request
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from kamcareer.services.mail import waiting
from kamcareer.store.database import AWAY, db
from kamcareer.web.metrics import Metrics


def show_metrics() -> Response:
    """Give the figures to whoever knows the token; without one in the settings there is no such page."""
    token = current_app.config["SETTINGS"].metrics_token
    if not token:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {token}".encode()):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    metrics: Metrics = current_app.extensions["metrics"]
    return Response(metrics.text(LettersWaiting()), content_type=CONTENT_TYPE_LATEST)


class LettersWaiting(Collector):
    """The letters that wait at this moment. While the database is away the other figures are given all the same."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the figure, by whether the mail server has refused the letter before."""
        try:
            new, refused = waiting(db.session())
        except AWAY:
            return
        family = GaugeMetricFamily("kamcareer_letters_waiting", "Letters that wait.", labels=["tried"])
        family.add_metric(["no"], new)
        family.add_metric(["yes"], refused)
        yield family
