"""A résumé fills the form of an invitation: what was recognised is ticked, then it stands in the form, not yet kept."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.clock import today
from kamcareer.web.headers import SAFE_METHODS
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.recruiting.invitations import InviteForm, show_invitations
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.resumes import ResumeForm, TakenForm, job_words, missing_words


@limited(UPLOADS, by_account=UPLOADS)
def read_resume(id: UUID) -> ResponseReturnValue:
    """Take a text or a file and show what was recognised, each beside its line; nothing of it is kept."""
    found, form = vacancy_or_404(id), ResumeForm()
    if not found.vacancy.takes_people(today()):
        return _turned_back(found)
    read = form.proposal() if form.validate_on_submit() else None
    if read is None:
        page = render_template("recruiting/resume.html", form=form, vacancy=found.vacancy)
        return page, 422 if form.errors else 200
    return render_template(
        "recruiting/resume_found.html",
        form=ResumeForm(formdata=None),
        vacancy=found.vacancy,
        found=read,
        jobs=[(job_words(job), job.lines) for job in read.jobs],
        missing=missing_words(read, salary=False),
    )


def take_resume(id: UUID) -> ResponseReturnValue:
    """Show the form of an invitation with what was ticked in it; only sending that form invites and keeps anything."""
    found = vacancy_or_404(id)
    if not found.vacancy.takes_people(today()):
        return _turned_back(found)
    form = InviteForm(formdata=None)
    TakenForm().put_into(form)
    return show_invitations(found, form)


def _turned_back(found: OpenVacancy) -> ResponseReturnValue:
    """Lead to the page that says why nobody can be invited."""
    if request.method not in SAFE_METHODS:
        abort(409)
    return redirect(url_for("recruiting.invitations", id=found.vacancy.id), 303)
