"""HTTP for people."""

from flask import Flask

from kamcareer.web.account import account_pages
from kamcareer.web.admin import admin_pages
from kamcareer.web.admission import guard_pages
from kamcareer.web.assets import serve_assets
from kamcareer.web.board import board_pages
from kamcareer.web.candidate import candidate_pages
from kamcareer.web.company import company_colours, company_logo, company_name, css_text, has_own_colours
from kamcareer.web.errors import register_errors
from kamcareer.web.headers import register_headers
from kamcareer.web.hr import hr_pages
from kamcareer.web.languages import register_words
from kamcareer.web.limits import register_limits
from kamcareer.web.log_lines import register_log
from kamcareer.web.mailing import send_after_answers
from kamcareer.web.metrics import register_metrics
from kamcareer.web.openid_client import provider_name
from kamcareer.web.passkeys import site
from kamcareer.web.recruiting import recruiting_pages
from kamcareer.web.sitting import invented_person, open_assessment, waiting_key
from kamcareer.web.source_names import source_name
from kamcareer.web.team import team_pages
from kamcareer.web.uploads import let_files_in
from kamcareer.web.viewer import viewer
from kamcareer.web.visitor import visitor_pages
from kamcareer.web.workplaces import main_places


def register_pages(app: Flask) -> None:
    """Give the application its pages and what every page needs."""
    serve_assets(app)
    register_log(app)
    register_metrics(app)
    register_headers(app)
    register_words(app)
    register_errors(app)
    register_limits(app)
    guard_pages(app)
    let_files_in(app)
    send_after_answers(app)
    app.jinja_env.filters["css_text"] = css_text
    app.jinja_env.globals.update(
        invented_person=invented_person,
        open_assessment=open_assessment,
        waiting_key=waiting_key,
        viewer=viewer,
        main_places=main_places,
        company_name=company_name,
        company_logo=company_logo,
        company_colours=company_colours,
        has_own_colours=has_own_colours,
        passkey_site=site,
        provider_name=provider_name,
        source_name=source_name,
    )
    app.register_blueprint(visitor_pages())
    app.register_blueprint(candidate_pages())
    app.register_blueprint(account_pages())
    app.register_blueprint(admin_pages())
    app.register_blueprint(board_pages())
    app.register_blueprint(hr_pages())
    app.register_blueprint(team_pages())
    app.register_blueprint(recruiting_pages())
