"""The list of accounts."""

from flask import abort, render_template, request

from kamcareer.services.administration import page_of_accounts
from kamcareer.store.database import db
from kamcareer.web.admin.fields import role_names

LONGEST_SEARCH = 254
MOST_PAGES = 10_000


def list_accounts() -> str:
    """Show accounts, fifty a page, those whose mailbox holds the text looked for."""
    search, number = request.args.get("search", "")[:LONGEST_SEARCH], request.args.get("page", "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= MOST_PAGES):
        abort(404)
    found = page_of_accounts(db.session(), search, int(number))
    return render_template(
        "admin/accounts.html", found=found, search=search, number=int(number), role_names=role_names()
    )
