"""Files that a page hands out."""

from io import BytesIO

from flask import Response, send_file

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(body: bytes, mimetype: str, name: str) -> Response:
    """Return a file to be kept under a name; no cache keeps it, since it speaks of people."""
    response = send_file(BytesIO(body), mimetype, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
