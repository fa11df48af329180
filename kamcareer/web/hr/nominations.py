"""The talent pool as HR keeps it: who is nominated for which role, how far, until when; one nomination; XLSX."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from kamcareer.core.accounts import sign_in_name
from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import NoBasisError
from kamcareer.core.nominations import (
    ENDED,
    IN_POOL,
    LIVE,
    MAX_WORDS,
    NEXT,
    USUAL,
    Nomination,
    Standing,
    Status,
    counted,
    may_hold_until,
)
from kamcareer.core.notifications import Happening
from kamcareer.exports.nominations_xlsx import nominations_table
from kamcareer.services.audit import Event
from kamcareer.services.nominations import (
    NoCuratorError,
    NominatedAlreadyError,
    NotNowError,
    NotTheirAccountError,
    Proposal,
    UnknownPersonError,
    account_by_id,
    all_nominations,
    change,
    curators,
    find_nomination,
    prolong,
    propose,
    shown_log,
)
from kamcareer.store.database import db
from kamcareer.web.clock import local_day, now, today
from kamcareer.web.erasures import list_erased
from kamcareer.web.frameworks import current_framework
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.kept_as import kept_as
from kamcareer.web.languages import language, words
from kamcareer.web.nominations import NEXT as NEXT_WORDS
from kamcareer.web.nominations import STANDINGS, WHO, write_to_person
from kamcareer.web.page_number import page_number
from kamcareer.web.records import note
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.viewer import current_known

PAGE = 50
LONGEST_NUMBER = 32
LONGEST_NAME = 254
REASON = [
    DataRequired(_l("Write why, in a sentence; the person reads it")),
    Length(max=MAX_WORDS, message=_l("At most 1,000 characters; please shorten it")),
]
SIGN_IN_NAME = kept_as(sign_in_name, _l("Write an address such as name@example.ru, or a personnel number"))
CURATOR_UNKNOWN = _l("No account of HR or of a line manager signs in by this, or it is that of the person")


def name_field(*validators: object) -> StringField:
    """Return the field of what somebody else signs in by."""
    return StringField(
        filters=[one_line],
        validators=[*validators, Length(max=LONGEST_NAME), SIGN_IN_NAME],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


def day_field() -> DateField:
    """Return the field of the day until which a nomination holds."""
    return DateField(validators=[InputRequired(_l("Choose the day until which it holds"))])


def validated_day(field: DateField) -> None:
    """Refuse a day that is over, or further away than two years."""
    if field.data and not may_hold_until(field.data, today()):
        raise ValidationError(_("Choose a day after today, at most two years ahead"))


class NominateForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who is nominated for which role, who looks after it, until when, and why."""

    number = StringField(
        filters=[one_line],
        validators=[DataRequired(_l("Write the personnel number")), Length(max=LONGEST_NUMBER)],
        render_kw={"autocomplete": "off"},
    )
    account = name_field(Optional())
    role = SelectField(validators=[InputRequired(_l("Choose the role"))])
    curator = name_field(InputRequired(_l("Write whose account looks after it")))
    until = day_field()
    words = TextAreaField(filters=[plain_text], validators=REASON, render_kw={"rows": 4})

    def validate_until(self, field: DateField) -> None:
        """Refuse a day that is over, or too far away."""
        validated_day(field)


class StatusForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What comes next, and why."""

    status = RadioField(validators=[InputRequired(_l("Choose what comes next"))])
    words = TextAreaField(filters=[plain_text], validators=REASON, render_kw={"rows": 3})


class ProlongForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Another day, another curator where one is named, and why."""

    until = day_field()
    curator = name_field(Optional())
    words = TextAreaField(filters=[plain_text], validators=REASON, render_kw={"rows": 3})

    def validate_until(self, field: DateField) -> None:
        """Refuse a day that is over, or too far away."""
        validated_day(field)


def show_nominations() -> str:
    """Show who is in the talent pool: first what has to be decided because its day comes near."""
    role, curator, standing = (one_line(request.args.get(name, "")) for name in ("role", "curator", "standing"))
    everybody = all_nominations(db.session(), role if role in current_framework().roles else "", curator)
    found = _standing_like(everybody, standing)
    number = page_number()
    first = (number - 1) * PAGE
    return render_template(
        "hr/nominations.html",
        framework=current_framework(),
        found=found[first : first + PAGE],
        count=len(found),
        number=number,
        first=first + 1,
        more=first + PAGE < len(found),
        soon=[one for one in everybody if one.ends_soon(today())],
        counts=counted(everybody, today()),
        curators=curators(db.session()),
        asked={"role": role, "curator": curator, "standing": standing},
        standings=STANDINGS,
        today=today(),
        form=FlaskForm(),
    )


def download_nominations() -> ResponseReturnValue:
    """Answer a form with the whole talent pool as XLSX; that somebody took it is noted."""
    found = [one for one in all_nominations(db.session()) if one.standing(today()) is not Standing.WITHDRAWN]
    names = {
        "sheet": _("Talent pool"),
        "role": _("Role"),
        "number": _("Personnel number"),
        "name": _("Full name"),
        "unit": _("Unit"),
        "post": _("Present post"),
        "standing": _("How it stands"),
        "curator": _("Curator"),
        "until": _("Holds until"),
        "proposed": _("Proposed on"),
        "agreed": _("Agreed on"),
        "guide": _("Whoever is only proposed has not agreed yet. A place in the pool promises nothing; people decide."),
    }
    content = nominations_table(current_framework(), found, today(), language(), names, STANDINGS, local_day)
    note(Event.TALENT_POOL_EXPORTED, current_known().account.id, f"{len(found)} people")
    title = _("talent-pool")
    answer = sheet_answer(content, f"{title}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def nominate_here() -> ResponseReturnValue:
    """Ask whom, for which role, until when and why; then propose it to the person, who decides."""
    framework, form = current_framework(), NominateForm()
    roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
    form.role.choices = [SelectChoice("", _("Choose a role")), *roles]
    if request.method != "POST":
        form.number.data = one_line(request.args.get("number", ""))[:LONGEST_NUMBER]
        form.role.data = request.args.get("role", "")
        form.until.data = today() + USUAL
        form.curator.data = current_known().account.sign_in_name
    elif form.validate() and (made := _proposed(form)):
        note(Event.NOMINATED, current_known().account.id, made.id)
        write_to_person(Happening.NOMINATED, account_by_id(db.session(), made.account_id), made)
        db.session.commit()
        flash(_("Proposed. The person is told, and decides."))
        return redirect(url_for("hr.nomination", id=made.id), 303)
    return render_template("hr/nominate.html", form=form, framework=framework), 422 if form.errors else 200


def show_nomination(id: UUID) -> ResponseReturnValue:
    """Show one nomination with its log."""
    return _page(_one(id))


def change_nomination(id: UUID) -> ResponseReturnValue:
    """Say what comes next, and why; the person is told."""
    one = _one(id)
    form = _status_form(one)
    if not form.validate_on_submit():
        return _page(one, status=form), 422
    try:
        ended = change(db.session(), one, Status(form.status.data), form.words.data or "", now(), today())
    except (NotNowError, NoBasisError):
        return _stands_otherwise(id)
    if ended:
        list_erased((Erased.CONSENT, ended))
    note(Event.NOMINATION_CHANGED, current_known().account.id, f"{form.status.data} {one.id}")
    return _told(one)


def prolong_nomination(id: UUID) -> ResponseReturnValue:
    """Set another day, or another curator, and say why; the person is told."""
    one, form = _one(id), ProlongForm(prefix="prolong")
    if not form.validate_on_submit():
        return _page(one, prolonged=form), 422
    said = (form.until.data or today(), form.curator.data or "", form.words.data or "")
    try:
        prolong(db.session(), one, *said, now(), today())
    except NoCuratorError:
        form.curator.errors = [CURATOR_UNKNOWN]
        return _page(one, prolonged=form), 422
    except (NotNowError, NoBasisError):
        return _stands_otherwise(id)
    note(Event.NOMINATION_CHANGED, current_known().account.id, f"until {form.until.data} {one.id}")
    return _told(one)


def _proposed(form: NominateForm) -> Nomination | None:
    """Return the nomination made from a form; None with the reason at its field."""
    proposal = Proposal(
        form.number.data or "",
        form.role.data or "",
        form.account.data or "",
        form.curator.data or "",
        form.until.data or today(),
        form.words.data or "",
    )
    try:
        return propose(db.session(), proposal, now(), today())
    except UnknownPersonError:
        form.number.errors = [_("Nobody in the list of people has this number")]
    except NotTheirAccountError:
        form.account.errors = [
            _(
                "Without an account the person cannot be told, and nobody is put into the pool unasked: write by what "
                "they sign in. An account that is joined to somebody else cannot be named"
            )
        ]
    except NoCuratorError:
        form.curator.errors = [CURATOR_UNKNOWN]
    except NominatedAlreadyError:
        form.role.errors = [_("This person is in the pool of this role, or proposed for it, already")]
    except NotNowError:
        form.until.errors = [_("Choose a day after today, at most two years ahead")]
    db.session.rollback()
    return None


def _told(one: Nomination) -> ResponseReturnValue:
    write_to_person(Happening.NOMINATION_CHANGED, account_by_id(db.session(), one.account_id), one)
    db.session.commit()
    flash(_("Written down. The person sees it on their own page."))
    return redirect(url_for("hr.nomination", id=one.id), 303)


def _stands_otherwise(id: UUID) -> ResponseReturnValue:
    db.session.rollback()
    flash(_("It stands otherwise by now; nothing was changed. Here is how it stands."))
    return redirect(url_for("hr.nomination", id=id), 303)


def _one(id: UUID) -> Nomination:
    return find_nomination(db.session(), str(id)) or abort(404)


def _status_form(one: Nomination, *, empty: bool = False) -> StatusForm:
    form = StatusForm(formdata=None, prefix="status") if empty else StatusForm(prefix="status")
    form.status.choices = [SelectChoice(status, NEXT_WORDS[status]) for status in NEXT.get(one.standing(today()), ())]
    return form


def _page(one: Nomination, status: StatusForm | None = None, prolonged: ProlongForm | None = None) -> str:
    """Show a nomination, with what was sent of one of its forms."""
    return render_template(
        "hr/nomination.html",
        one=one,
        framework=current_framework(),
        standing=one.standing(today()),
        live=one.standing(today()) in LIVE,
        soon=one.ends_soon(today()),
        log=shown_log(db.session(), one, today()),
        status_form=status or _status_form(one, empty=True),
        prolong_form=prolonged or ProlongForm(formdata=None, prefix="prolong", data={"until": None}),
        form=status or prolonged or _status_form(one, empty=True),
        standings=STANDINGS,
        who=WHO,
    )


def _standing_like(everybody: list[Nomination], asked: str) -> list[Nomination]:
    """Return those that stand as asked; without a word those that hold, with "ended" all others."""
    groups = {"": LIVE, "in_pool": IN_POOL, "ended": ENDED}
    wanted = groups.get(asked) or ({Standing(asked)} if asked in set(Standing) else LIVE)
    return [one for one in everybody if one.standing(today()) in wanted]
