"""The letters of a round: told before they leave, and written."""

from collections.abc import Collection
from urllib.parse import urlsplit
from uuid import UUID

from flask import abort, flash, render_template
from flask_babel import ngettext
from flask_wtf import FlaskForm

from kamcareer.core.company_rounds import CompanyRound
from kamcareer.core.notifications import Happening
from kamcareer.services.company_rounds import Chosen, Progress, mailboxes_of, progress_of
from kamcareer.services.mail import withdraw
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import gets, sends_mail, tell, wanting
from kamcareer.web.rounds import opening, promised

PAGES = {Happening.ROUND_ASKED: "account.round", Happening.ROUND_TO_RATE: "team.round"}


def before_writing(
    form: FlaskForm, chosen: Chosen, title: str, about: str, *, into: UUID | None = None, said: str = ""
) -> str:
    """Say how many letters putting people into a new round, or `into` one, would send to how many, and ask.

    `said` is what to know of it besides.
    """
    asked = chosen.asked & wanting(Happening.ROUND_ASKED)
    raters = chosen.raters & wanting(Happening.ROUND_TO_RATE)
    return render_template(
        "hr/round_letters.html",
        form=form,
        title=title,
        about=about,
        said=said,
        into=into,
        kept=[(field.name, one) for field in form if field.name != "csrf_token" for one in _values(field.data)],
        people=chosen.people,
        asked=len(asked),
        raters=len(raters),
        readers=len(asked | raters),
        sends=sends_mail(),
    )


def write(happening: Happening, accounts: Collection[str], one: CompanyRound) -> None:
    """Write to the accounts that have a mailbox."""
    for mailbox in mailboxes_of(db.session(), accounts).values():
        page = full_address(PAGES[happening], id=one.id)
        said = {"opening": opening(one)} if happening is Happening.ROUND_ASKED else {}
        tell(happening, mailbox, url=page, day=one.deadline, reminder=promised(happening, one), **said)


def write_anew(before: Progress) -> None:
    """Write to those who are asked in a round now and were not before; withdraw what waits for those who were."""
    after = progress_of(db.session(), before.round.id) or abort(404)
    withdrawn = _withdraw(Happening.ROUND_ASKED, before.asked - after.asked, after.round)
    _say_what_left(before, after, withdrawn)
    _withdraw(Happening.ROUND_TO_RATE, before.raters - after.raters, after.round)
    write(Happening.ROUND_ASKED, after.asked - before.asked, after.round)


def _withdraw(happening: Happening, accounts: Collection[str], one: CompanyRound) -> set[str]:
    mailboxes = mailboxes_of(db.session(), accounts).values()
    return withdraw(db.session(), mailboxes, urlsplit(full_address(PAGES[happening], id=one.id)).path)


def _say_what_left(before: Progress, after: Progress, withdrawn: Collection[str]) -> None:
    # Whoever came by their personnel number was perhaps never written to: of those HR named it is known.
    named = {one.account_id for one, _ in before.people if one.said and one.account_id} - after.asked
    written = {one for one in mailboxes_of(db.session(), named).values() if gets(Happening.ROUND_ASKED, one)}
    if withdrawn:
        flash(
            ngettext(
                "%(num)d letter had not left yet and is withdrawn.",
                "%(num)d letters had not left yet and are withdrawn.",
                len(withdrawn),
            )
        )
    if left := written.difference(withdrawn):
        flash(
            ngettext(
                "%(num)d letter has left already and is not taken back.",
                "%(num)d letters have left already and are not taken back.",
                len(left),
            )
        )


def _values(data: object) -> list[object]:
    return data if isinstance(data, list) else ["" if data is None else data]
