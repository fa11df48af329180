"""The letters of a round: told before they leave, and written."""

from collections.abc import Collection
from uuid import UUID

from flask import render_template
from flask_wtf import FlaskForm

from kamcareer.core.company_rounds import CompanyRound
from kamcareer.core.notifications import Happening
from kamcareer.services.company_rounds import Chosen, mailboxes_of
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import sends_mail, tell, wanting

PAGES = {Happening.ROUND_ASKED: "account.round", Happening.ROUND_TO_RATE: "team.round"}


def before_writing(form: FlaskForm, chosen: Chosen, title: str, about: str, into: UUID | None = None) -> str:
    """Say how many letters putting people into a new round, or `into` one, would send to how many, and ask."""
    asked = chosen.asked & wanting(Happening.ROUND_ASKED)
    raters = chosen.raters & wanting(Happening.ROUND_TO_RATE)
    return render_template(
        "hr/round_letters.html",
        form=form,
        title=title,
        about=about,
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
        tell(happening, mailbox, url=full_address(PAGES[happening], id=one.id), day=one.deadline)


def _values(data: object) -> list[object]:
    return data if isinstance(data, list) else ["" if data is None else data]
