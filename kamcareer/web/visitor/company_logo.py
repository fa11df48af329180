"""The picture of the company that runs the installation."""

from flask import Response, abort, send_file

from kamcareer.web.company import company_logo

HOUR = 3600
PNG = b"\x89PNG"


def show_logo() -> Response:
    """Return the picture, which a browser may keep for an hour; 404 where none is set."""
    file = company_logo()
    if file is None:
        abort(404)
    # Whatever the file is called: a browser is told not to guess.
    kind = "image/png" if file.read_bytes().startswith(PNG) else "image/jpeg"
    answer = send_file(file, kind)
    answer.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return answer
