"""Candidates from a file: what stands in it, every cell to mend, then a link for each; letters are another word."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.candidates_import.columns import (
    CandidatesMapping,
    Field,
    is_somebody,
    read_candidates_mapping,
    written_candidates_mapping,
)
from kamcareer.core.candidates_import.reading import MOST_AT_ONCE, CandidatesFile
from kamcareer.core.notifications import Happening
from kamcareer.core.people_import.reading import samples
from kamcareer.core.spreadsheets.header import with_decision
from kamcareer.core.waiting_files import LIFE, Holds, WaitingFile
from kamcareer.exports.candidates_xlsx import Column, candidates_table, links_table
from kamcareer.exports.people_xlsx import marked_sheet
from kamcareer.services.applications import note_mailed
from kamcareer.services.audit import Event
from kamcareer.services.candidates_import import Links, candidates_in, invite_everybody, known_elsewhere, whose_links
from kamcareer.services.decisions import named_among
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.services.waiting_files import decide_mapping, drop_file
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.attachments import XLSX, attached
from kamcareer.web.clock import now, today
from kamcareer.web.file_form import (
    EXAMPLES,
    MOST_PROBLEMS,
    DecisionForm,
    FileForm,
    decision_form,
    own_file,
    sheet_field,
    take_file,
)
from kamcareer.web.languages import LANGUAGES, language
from kamcareer.web.limits import INVITATIONS, UPLOADS, limited
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.records import note
from kamcareer.web.recruiting.invitations import chat, ends_of
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.sheet_words import CANDIDATE_FIELDS, candidate_problem, comments
from kamcareer.web.vacancy_words import STAGES
from kamcareer.web.viewer import current_known


class LinksForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The secrets of the links that were shown: nobody else has them, and they are kept nowhere."""

    links = HiddenField()


@limited(UPLOADS, by_account=UPLOADS)
def look_at_candidates(id: UUID) -> ResponseReturnValue:
    """Take a file, or show whom the one that waits would invite."""
    found, form = vacancy_or_404(id), FileForm()
    waiting = _waiting(found)
    takes_people = found.vacancy.takes_people(today())
    if takes_people and form.validate_on_submit() and take_file(form, Holds.INVITED, vacancy_id=found.vacancy.id):
        return _back(found)
    if waiting is None or form.errors or not takes_people:
        page = render_template(
            "recruiting/candidates_upload.html",
            vacancy=found.vacancy,
            form=form,
            most=MOST_AT_ONCE,
            takes_people=takes_people,
        )
        return page, 422 if form.errors else 200
    read = _read(found, waiting)
    elsewhere = known_elsewhere(db.session(), found, read.people, current_known().account.id)
    page = render_template(
        "recruiting/candidates_import.html",
        vacancy=found.vacancy,
        file=waiting,
        read=read,
        until=waiting.uploaded + LIFE,
        problems=[(one.cell, candidate_problem(one)) for one in read.problems][:MOST_PROBLEMS],
        columns=_columns(read),
        somebody=is_somebody(read.header),
        form=_form(waiting, read),
        languages=LANGUAGES,
        elsewhere=elsewhere,
        there_named=named_among(db.session(), [there for _whom, there, _title in elsewhere]),
        stages=STAGES,
        now=now(),
    )
    return page, 200


def decide_columns(id: UUID) -> ResponseReturnValue:
    """Take what somebody says about the columns, for this list and the next."""
    found = vacancy_or_404(id)
    waiting = _waiting(found)
    if waiting is None:
        return _back(found)
    read = _read(found, waiting)
    form = _form(waiting, read)
    if form.validate_on_submit():
        decided = _decided(form, read, _mapping(waiting))
        lasting = written_candidates_mapping(decided.model_copy(update={"sheet": ""}))
        account, mapping = current_known().account.id, written_candidates_mapping(decided)
        decide_mapping(db.session(), account, Holds.INVITED, mapping, lasting, now())
        db.session.commit()
    return _back(found)


def download_template(id: UUID) -> ResponseReturnValue:
    """Return an empty table to fill in."""
    vacancy_or_404(id)
    name = _("candidates")
    return attached(candidates_table(_template_columns(), _template_words()), XLSX, f"{name}.xlsx")


def download_marked(id: UUID) -> ResponseReturnValue:
    """Return the table as it came, with what is wrong as comments in the cells."""
    found = vacancy_or_404(id)
    waiting = _waiting(found)
    if waiting is None:
        return _back(found)
    read = _read(found, waiting)
    said = comments(read.problems, candidate_problem)
    name = _("to_mend")
    return attached(marked_sheet(read.sheet, read.header.row, said), XLSX, f"{name}.xlsx")


@limited(INVITATIONS, by_account=INVITATIONS)
def invite_them_here(id: UUID) -> ResponseReturnValue:
    """Invite everybody in the file, nobody while a cell is to be mended, and show the links this once."""
    found = vacancy_or_404(id, lock=True)
    waiting = _waiting(found)
    if waiting is None:
        flash(_("The file is not here any more: it waits for two hours. Please send it again."))
        return _back(found)
    read = _read(found, waiting)
    if read.problems or not found.vacancy.takes_people(today()):
        return _back(found)
    made = invite_everybody(db.session(), found, read, ends_of(found), now())
    account = current_known().account.id
    drop_file(db.session(), account, Holds.INVITED)
    note(Event.CANDIDATE_INVITED, account, f"{found.vacancy.id} {len(made)} people")
    db.session.commit()
    return _show(found, made)


def drop_here(id: UUID) -> ResponseReturnValue:
    """Delete the file that waits."""
    found = vacancy_or_404(id)
    drop_file(db.session(), current_known().account.id, Holds.INVITED)
    db.session.commit()
    return _back(found)


@limited(INVITATIONS, by_account=INVITATIONS)
def write_to_them(id: UUID) -> ResponseReturnValue:
    """Post the links to those with a mailbox who were not written to yet, and show all of them again."""
    found = vacancy_or_404(id, lock=True)
    links = _sent_links(found)
    if not links:
        return _gone(found)
    if not sends_mail() or not found.vacancy.takes_people(today()):
        abort(409)
    count, day = 0, found.vacancy.terms.deadline
    for whom, secret in links:
        if whom.email and not whom.mailed:
            tell(Happening.INVITED_TO_APPLY, whom.email, whom.language, url=_url(secret), day=day)
            note_mailed(db.session(), whom, now())
            count += 1
    db.session.commit()
    flash(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", count))
    return _show(found, _sent_links(found))


def download_links(id: UUID) -> ResponseReturnValue:
    """Return the links that were shown as a table, with the words to paste into a chat."""
    found = vacancy_or_404(id)
    links = _sent_links(found)
    if not links:
        return _gone(found)
    columns = [_("Full name"), _("E-mail"), _("Phone"), _("Link"), _("To paste into a chat")]
    rows = [
        (whom.name, whom.email or "", whom.phone or "", url, chat(found, whom, url, whom.language or language()))
        for whom, url in ((whom, _url(secret)) for whom, secret in links)
    ]
    name = _("links")
    return attached(links_table(_("Links"), columns, rows), XLSX, f"{name}_{now():%Y-%m-%d}.xlsx")


def _sent_links(found: OpenVacancy) -> Links:
    secrets = (LinksForm().links.data or "").split()[:MOST_AT_ONCE]
    return whose_links(db.session(), found, secrets, now())


def _gone(found: OpenVacancy) -> ResponseReturnValue:
    flash(_("These links open nothing any more. New ones are made below."))
    return redirect(url_for("recruiting.invitations", id=found.vacancy.id), 303)


def _show(found: OpenVacancy, links: Links) -> str:
    form = LinksForm(formdata=None, links=" ".join(secret for _whom, secret in links))
    return render_template(
        "recruiting/candidates_invited.html",
        vacancy=found.vacancy,
        people=[(whom, _url(secret)) for whom, secret in links],
        form=form,
        letters=sum(bool(whom.email and not whom.mailed) for whom, _secret in links) if sends_mail() else 0,
    )


def _waiting(found: OpenVacancy) -> WaitingFile | None:
    waiting = own_file(Holds.INVITED)
    return waiting if waiting and waiting.vacancy_id == found.vacancy.id else None


def _mapping(waiting: WaitingFile) -> CandidatesMapping:
    return read_candidates_mapping(waiting.mapping, Holds.INVITED)


def _read(found: OpenVacancy, waiting: WaitingFile) -> CandidatesFile:
    return candidates_in(db.session(), found, waiting.sheets, _mapping(waiting))


def _columns(read: CandidatesFile) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return field, name and examples of each column that has a name; none where a person stands in the header."""
    if is_somebody(read.header):
        return []
    labels, examples = read.header.labels, samples(read.sheet, read.header, EXAMPLES)
    return [(f"column_{place}", label, examples[place]) for place, label in enumerate(labels) if label]


def _form(waiting: WaitingFile, read: CandidatesFile) -> DecisionForm:
    said = [SelectChoice(one, text) for one, text in CANDIDATE_FIELDS.items()]
    fields = {name: SelectField(label, choices=said, default=_says(read, name)) for name, label, _few in _columns(read)}
    return decision_form(fields | sheet_field(waiting, read.sheet))


def _says(read: CandidatesFile, name: str) -> Field:
    return read.fields.get(int(name.removeprefix("column_")), Field.NOTHING)


def _decided(form: DecisionForm, read: CandidatesFile, mapping: CandidatesMapping) -> CandidatesMapping:
    """Return the mapping with what the form says other than what was read."""
    if "sheet" in form and form["sheet"].data != read.sheet.name:
        return mapping.model_copy(update={"sheet": form["sheet"].data})  # its columns come first to be seen
    columns = dict(mapping.columns)
    for name, label, _few in _columns(read):
        if form[name].data != _says(read, name):
            columns = with_decision(columns, label, Field(form[name].data))
    return CandidatesMapping(sheet=read.sheet.name if "sheet" in form else "", columns=columns)


def _back(found: OpenVacancy) -> ResponseReturnValue:
    return redirect(url_for("recruiting.candidates_import", id=found.vacancy.id), 303)


def _url(secret: str) -> str:
    return full_address("visitor.apply", token=secret)


def _template_columns() -> Sequence[Column]:
    names = {field: str(name) for field, name in CANDIDATE_FIELDS.items()}
    return [
        Column(names[Field.NAME], _("Needed. As you address them: it stands in the message.")),
        Column(names[Field.EMAIL], _("May be empty. Two people never have the same one.")),
        Column(names[Field.PHONE], _("May be empty. As +7 916 123-45-67; numbers of other countries begin with +.")),
        Column(
            names[Field.LANGUAGE],
            _("May be empty: then the language of this page. Choose from the list."),
            tuple(LANGUAGES.values()),
        ),
    ]


def _template_words() -> dict[str, str]:
    return {
        "people": _("Candidates"),
        "guide": _("How to fill it in"),
        "column": _("Column"),
        "says": _("What to write"),
        "wrong": _("Please check"),
        "choose": _("Choose from the list."),
        "guide_most": _("At most %(most)s people in one file.", most=MOST_AT_ONCE),
        "guide_wrong": _(
            "While anything is wrong nobody is invited: the file comes back with a comment in each cell to mend."
        ),
        "guide_data": _("Write nothing else of people here: no age, no health, no assessments."),
    }
