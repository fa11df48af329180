"""What the two pages share that read a résumé: the form, what was recognised in words, what was ticked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectMultipleField, StringField, TextAreaField

from kamcareer.core.applications import LONGEST_JOBS, LONGEST_REGIONS
from kamcareer.core.resumes.files import text_of_file
from kamcareer.core.resumes.proposal import Job, Month, Proposal
from kamcareer.core.resumes.reading import proposal_of
from kamcareer.core.resumes.refusal import MAX_PAGES, MAX_TEXT, Refusal, RefusedResumeError
from kamcareer.core.spreadsheets.refusal import MAX_BYTES
from kamcareer.web.typed import one_line, plain_text

LONGEST_PAY = 9
REFUSALS = {
    Refusal.EMPTY: _l("There is nothing in it. Paste the text of the résumé, or choose a file."),
    Refusal.TOO_LARGE: _l(
        "The file is larger than %(megabytes)s MB. Save the résumé without pictures, or paste its text."
    ),
    Refusal.TOO_LONG: _l(
        "Longer than a résumé: more than %(pages)s pages or %(text)s characters. Paste the part that matters."
    ),
    Refusal.OLD: _l("An old .doc, or .rtf. Save it as DOCX or PDF, or paste its text."),
    Refusal.LOCKED: _l("The file is behind a password. Save it without one, or paste its text."),
    Refusal.NO_TEXT: _l(
        "The file holds no text, only pictures: it was scanned or photographed. Paste the text, or save the résumé "
        "anew from hh.ru or from Word."
    ),
    Refusal.DAMAGED: _l("The file cannot be read. Open and save it anew, or paste its text."),
    Refusal.UNKNOWN: _l("Neither PDF nor DOCX, TXT or JSON Resume. Save it as one of these, or paste its text."),
    Refusal.NO_RESUME: _l("JSON, but no JSON Resume (jsonresume.org). Send another file, or paste the text."),
}


class ResumeForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A résumé: its text, or a file."""

    text = TextAreaField(filters=[plain_text], render_kw={"rows": "10", "autocomplete": "off", "spellcheck": "false"})
    file = FileField(render_kw={"accept": ".pdf,.docx,.txt,.json", "class": "typed"})

    def proposal(self) -> Proposal | None:
        """Return what was recognised; None, with the reason beside the field, where nothing can be read."""
        field = self.text if self.text.data or not self.file.data else self.file
        try:
            return proposal_of(self.text.data or (text_of_file(self.file.data.read()) if self.file.data else ""))
        except RefusedResumeError as error:
            field.errors = [_refusal_words(error)]
            return None


class TakenForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What somebody ticked; as good as typed by hand, and read with the same suspicion."""

    name = StringField(filters=[one_line])
    email = StringField(filters=[one_line])
    phone = StringField(filters=[one_line])
    salary = StringField(filters=[one_line])
    places = SelectMultipleField(validate_choice=False)
    jobs = SelectMultipleField(validate_choice=False)

    def put_into(self, form: FlaskForm) -> None:
        """Put what was ticked into the fields of another form, over what stands there."""
        pay = self.salary.data or ""
        ticked = {
            "name": self.name.data,
            "email": self.email.data,
            "phone": self.phone.data,
            "salary": int(pay) if pay.isascii() and pay.isdecimal() and len(pay) <= LONGEST_PAY else None,
            "regions": ", ".join(map(one_line, self.places.data or []))[:LONGEST_REGIONS],
            "jobs": "\n".join(map(one_line, self.jobs.data or []))[:LONGEST_JOBS],
        }
        for name, value in ticked.items():
            if value and name in form:
                form[name].data = value


def job_words(job: Job) -> str:
    """Return a place of work on one line: time, employer, post."""
    until = _month_words(job.until) if job.until else _("now")
    return ", ".join(part for part in (f"{_month_words(job.since)} – {until}", job.employer, job.post) if part)


def missing_words(found: Proposal, *, salary: bool) -> list[str]:
    """Return what was not recognised."""
    said = {
        _("the name"): found.name,
        _("the e-mail address"): found.email,
        _("the phone number"): found.phone,
        _("the city"): found.places,
        _("the jobs"): found.jobs,
    }
    if salary:
        said[_("the pay before tax")] = found.salary
    return [words for words, there in said.items() if not there]


def _month_words(month: Month) -> str:
    return f"{month.month:02}.{month.year}" if month.month else str(month.year)


def _refusal_words(error: RefusedResumeError) -> str:
    sizes = {"megabytes": MAX_BYTES // 1_000_000, "pages": MAX_PAGES, "text": MAX_TEXT}
    return str(REFUSALS[error.refusal]) % sizes
