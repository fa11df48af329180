"""Who works here: found by name, number, unit and post; the table to fill in, and all of it to take away."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.people import Person
from kamcareer.core.retention import Outcome
from kamcareer.exports.people_xlsx import people_table
from kamcareer.services.audit import Event
from kamcareer.services.people import PAGE, Wanted, all_units, everybody, list_people, people_wanted, roles_of_people
from kamcareer.store.database import db
from kamcareer.web.attachments import DOCX, XLSX, attached
from kamcareer.web.clock import now
from kamcareer.web.documents import SIGN_OFF, document
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import language, words
from kamcareer.web.page_number import page_number
from kamcareer.web.records import note
from kamcareer.web.retention import months_of
from kamcareer.web.sheet_words import template_words
from kamcareer.web.sign_off import sign_off_values
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

LONGEST = 120
LONGEST_SUBJECT = 300
MOST_SIGNED = 500


def show_people() -> str:
    """Show the people wanted, fifty a page."""
    wanted, number = asked_for(), page_number()
    found, posts = list_people(db.session(), wanted, number), posts_there()
    return render_template(
        "hr/people.html",
        found=found,
        wanted=wanted,
        number=number,
        first=(number - 1) * PAGE + 1,
        units=all_units(db.session()),
        posts=posts,
        role_names=role_names([*posts, *(one.role for one in found.people if one.role)]),
        form=FlaskForm(),
        kept=months_of(Outcome.STAFF),
        most_signed=MOST_SIGNED,
        longest_subject=LONGEST_SUBJECT,
    )


def asked_for() -> Wanted:
    """Return whom the address asks for."""
    said = (one_line(request.args.get(name, ""))[:LONGEST] for name in ("search", "unit", "post"))
    return Wanted(*said)


def posts_there() -> list[str]:
    """Return the roles that somebody has, in the order of the model; then those the model has no more."""
    there = roles_of_people(db.session())
    known = [id for id in current_framework().roles if id in there]
    return known + sorted(there.difference(known))


def role_names(ids: Iterable[str]) -> dict[str, str]:
    """Return what roles are called, in use or retired; one that the model never had by its id."""
    framework = current_framework()
    named = {id: framework.name_of("roles", id) for id in ids}
    return {id: words(name) if name else id for id, name in named.items()}


def download_template() -> ResponseReturnValue:
    """Return an empty table to fill in."""
    return _table((), _("people"))


def download_people() -> ResponseReturnValue:
    """Answer a form with everybody in the same table, to be changed and sent again; that somebody took it is noted."""
    people = everybody(db.session())
    note(Event.PEOPLE_EXPORTED, current_known().account.id, f"{len(people)} people")
    answer = _table(people, f"{_('people')}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def download_sign_off() -> ResponseReturnValue:
    """Answer a form with a sheet to be signed by the people wanted, 500 at most; that somebody took it is noted."""
    said = (one_line(request.form.get(name, ""))[:LONGEST] for name in ("search", "unit", "post"))
    wanted = Wanted(*said)
    people = people_wanted(db.session(), wanted)
    if not 0 < len(people) <= MOST_SIGNED:
        return show_people(), 422
    subject = one_line(request.form.get("subject", ""))[:LONGEST_SUBJECT]
    body = document(SIGN_OFF, sign_off_values(people, subject, wanted.unit, current_framework()))
    note(Event.PEOPLE_EXPORTED, current_known().account.id, f"sign-off sheet, {len(people)} people")
    db.session.commit()
    called = _("sign-off")
    return attached(body, DOCX, f"{called}_{now():%Y-%m-%d}.docx")


def sheet_answer(content: bytes, name: str) -> ResponseReturnValue:
    """Return a table as a file that no cache keeps."""
    return attached(content, XLSX, f"{name}.xlsx")


def _table(people: list[Person] | tuple[Person, ...], name: str) -> ResponseReturnValue:
    columns, words = template_words()
    roles = {id: role.name[language()] for id, role in current_framework().roles.items()}
    return sheet_answer(people_table(columns, roles, words, people), name)
