"""What goes into the log: one JSON object a line, about what happened, never about what somebody wrote."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from traceback import extract_tb
from typing import Any
from uuid import uuid4

from flask import Flask, Response, current_app, g, has_request_context, request
from flask.logging import default_handler

from kamcareer.config import PROJECT_ROOT
from kamcareer.services.audit import name_of

FRAMES = 12
REFUSED = 4  # the first digit of every status that refuses


class OneLine(logging.Formatter):
    """Writes a record as one line. Of an error it gives the kinds and the places, not the message.

    A message may repeat what a person typed; PostgreSQL's do.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; everything but plain ASCII is escaped, so that no text can end it or colour it."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        line |= _request_facts() | getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= _error_facts(record.exc_info[1])
        return json.dumps(line)


def register_log(app: Flask) -> None:
    """Write the log line by line; note every request that was refused, or every request where that is set."""
    default_handler.setFormatter(OneLine())
    if app.config["SETTINGS"].log_requests:
        app.logger.setLevel("INFO")

    @app.before_request
    def _begin() -> None:
        g.begun = perf_counter()

    @app.after_request
    def _note(response: Response) -> Response:
        facts = {"status": response.status_code, "ms": round(1000 * time_taken())}
        # Addresses that do not exist are the noise of scanners.
        if request.endpoint and response.status_code // 100 == REFUSED:
            app.logger.warning("refused", extra={"facts": facts})
        elif current_app.config["SETTINGS"].log_requests:
            app.logger.info("answered", extra={"facts": facts})
        return response


def time_taken() -> float:
    """Return the seconds since this request began; 0 where it was refused before it did."""
    begun: float | None = g.get("begun")
    return perf_counter() - begun if begun is not None else 0.0


def request_number() -> str:
    """Return the number of this request: on the page of an error and in its lines, so that one finds the other."""
    if "number" not in g:
        g.number = uuid4().hex[:8]
    number: str = g.number
    return number


def _request_facts() -> dict[str, str]:
    if not has_request_context():
        return {}
    # The endpoint, not the address: an address may hold the secret of a link.
    facts = {"request": request_number(), "method": request.method, "page": request.endpoint or ""}
    known = g.get("known")
    if known:
        facts["person"] = name_of(current_app.config["SECRET_KEY"], known.account.id)
    return facts


def _error_facts(error: BaseException) -> dict[str, list[str]]:
    kinds: list[str] = []
    frames = extract_tb(error.__traceback__)[-FRAMES:]
    cause: BaseException | None = error
    while cause and len(kinds) < FRAMES:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return {"error": kinds, "places": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]}


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(PROJECT_ROOT)) if path.is_relative_to(PROJECT_ROOT) else path.name
