"""The list of accounts."""

from flask import render_template, request

from kamcareer.services.administration import page_of_accounts
from kamcareer.store.database import db
from kamcareer.web.admin.fields import role_names
from kamcareer.web.page_number import page_number

LONGEST_SEARCH = 254


def list_accounts() -> str:
    """Show accounts, fifty a page, those whose mailbox holds the text looked for."""
    search, number = request.args.get("search", "")[:LONGEST_SEARCH], page_number()
    found = page_of_accounts(db.session(), search, number)
    return render_template("admin/accounts.html", found=found, search=search, number=number, role_names=role_names())
