"""HTTP for people."""

from flask import Flask

from kamcareer.web.assets import serve_assets
from kamcareer.web.candidate import candidate_pages
from kamcareer.web.errors import register_errors
from kamcareer.web.headers import register_headers
from kamcareer.web.languages import register_words
from kamcareer.web.sitting import invented_person, open_assessment
from kamcareer.web.visitor import visitor_pages


def register_pages(app: Flask) -> None:
    """Give the application its pages and what every page needs."""
    serve_assets(app)
    register_headers(app)
    register_words(app)
    register_errors(app)
    app.jinja_env.globals.update(invented_person=invented_person, open_assessment=open_assessment)
    app.register_blueprint(visitor_pages())
    app.register_blueprint(candidate_pages())
