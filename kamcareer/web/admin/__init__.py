"""Pages of administrators: who has an account, as what, and who is invited."""

from flask import Blueprint

from kamcareer.web.admin import account, accounts, invitations


def admin_pages() -> Blueprint:
    """Return the table of the administrators' addresses."""
    pages = Blueprint("admin", __name__, url_prefix="/admin")
    pages.add_url_rule("/accounts", "accounts", accounts.list_accounts)
    pages.add_url_rule("/accounts/<uuid:id>", "account", account.show_account)
    for act, view in (
        ("roles", account.set_roles),
        ("close", account.close_here),
        ("reopen", account.reopen_here),
        ("second-factor", account.reset_second_factor),
    ):
        pages.add_url_rule(f"/accounts/<uuid:id>/{act}", act.replace("-", "_"), view, methods=["POST"])
    pages.add_url_rule("/invitations", "invitations", invitations.invite_here, methods=["GET", "POST"])
    pages.add_url_rule("/invitations/<uuid:id>/revoke", "revoke", invitations.revoke_here, methods=["POST"])
    return pages
