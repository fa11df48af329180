"""A résumé fills the form about oneself: what was recognised is ticked, then it stands in the form, not yet kept."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.applications import OpenApplication
from kamcareer.web.candidate.applying import AboutForm, opened_application, show_about
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.resumes import ResumeForm, TakenForm, job_words, missing_words


def add_resume(pages: Blueprint) -> None:
    """Add the addresses of a résumé."""
    pages.add_url_rule("/application/about/resume", "read_resume", read_resume, methods=["GET", "POST"])
    pages.add_url_rule("/application/about/resume/take", "take_resume", take_resume, methods=["POST"])


@limited(UPLOADS)
def read_resume() -> ResponseReturnValue:
    """Take a text or a file and show what was recognised, each beside its line; nothing of it is kept."""
    opened, form = opened_application(), ResumeForm()
    if opened is None:
        return redirect(url_for("candidate.tasks"), 303)
    found = form.proposal() if form.validate_on_submit() else None
    if found is None:
        page = render_template("candidate/resume.html", form=form, vacancy=opened.found.vacancy)
        return page, 422 if form.errors else 200
    return render_template(
        "candidate/resume_found.html",
        form=ResumeForm(formdata=None),
        vacancy=opened.found.vacancy,
        found=found,
        jobs=[(job_words(job), job.lines) for job in found.jobs],
        missing=missing_words(found, salary=True),
    )


def take_resume() -> ResponseReturnValue:
    """Show the form about oneself with what was ticked in it; only sending that form keeps anything."""
    opened = opened_application()
    return _filled(opened) if opened else redirect(url_for("candidate.tasks"), 303)


def _filled(opened: OpenApplication) -> str:
    form = AboutForm(formdata=None)
    form.ask_only_what(opened.found.vacancy.terms)
    form.fill(opened)
    TakenForm().put_into(form)
    return show_about(form, opened)
