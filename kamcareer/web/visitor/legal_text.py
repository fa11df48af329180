"""The exact words that somebody agreed to, under their hash. They hold nothing about who read them."""

from flask import abort, render_template

from kamcareer.core.legal_texts import paragraphs
from kamcareer.services.legal_texts import shown_text
from kamcareer.store.database import db


def show_legal_text(sha256: str) -> str:
    """Show a document word for word, in the language in which it was read."""
    found = shown_text(db.session(), sha256)
    if found is None:
        abort(404)
    return render_template("visitor/legal_text.html", text=found, paragraphs=paragraphs(found.body))
