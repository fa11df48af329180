"""A posting begins a vacancy: what was recognised is ticked, then stands in a form, and only that form keeps it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField

from kamcareer.core.education import ASKED as STEPS_ASKED
from kamcareer.core.framework.role import Expectation
from kamcareer.core.posting import LONGEST
from kamcareer.core.vacancies import TICKED, KnockOut
from kamcareer.core.vacancy_text.proposal import Fact, Pay, Proposal
from kamcareer.core.vacancy_text.reading import proposal_of, text_of_posting
from kamcareer.core.vacancy_text.refusal import MAX_BYTES, MAX_TEXT, Refusal, RefusedPostingError
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import LANGUAGES, money
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.recruiting.terms import LONGEST_FACTS, LONGEST_PLACE, LONGEST_TITLE, set_usual, show_new, start_form
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.vacancy_words import ASKED, EDUCATIONS_ASKED, EXPECTATIONS, TICKED_KNOCK_OUTS

FACTS = {
    Fact.PLACE: _l("Place"),
    Fact.LANGUAGE: _l("Languages"),
    Fact.CONDITIONS: _l("Conditions"),
}
REFUSALS = {
    Refusal.EMPTY: _l("There is nothing in it. Paste the text of the posting, or choose a file."),
    Refusal.TOO_LARGE: _l("The file is larger than %(megabytes)s MB. Paste the text of the posting instead."),
    Refusal.TOO_LONG: _l("Longer than a posting: more than %(text)s characters. Paste the part that matters."),
    Refusal.UNKNOWN: _l("Neither text nor JSON. Save it as TXT, or paste the text of the posting."),
    Refusal.BAD_JSON: _l(
        "It begins like JSON and is none from line %(first)s, character %(second)s on. Take the whole answer of hh.ru "
        "anew, or paste the text of the posting."
    ),
    Refusal.SEVERAL: _l("A list of several vacancies. Take the JSON of one of them: GET /vacancies/{id}."),
    Refusal.NO_VACANCY: _l(
        "JSON, but no vacancy of hh.ru: it has neither name nor description. Paste the text instead."
    ),
    Refusal.WRONG_FIELDS: _l(
        "These fields hold something else than hh.ru writes there: %(fields)s. Correct or delete them, or paste the "
        "text of the posting."
    ),
}


class PostingTextForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A posting of somebody: its text or hh.ru's JSON, or a file with either."""

    text = TextAreaField(filters=[plain_text], render_kw={"rows": "10", "autocomplete": "off", "spellcheck": "false"})
    file = FileField(render_kw={"accept": ".txt,.json", "class": "typed"})

    def proposal(self) -> Proposal | None:
        """Return what was recognised; None, with the reason beside the field, where nothing can be read."""
        field = self.text if self.text.data or not self.file.data else self.file
        try:
            text = self.text.data or (text_of_posting(self.file.data.read(MAX_BYTES + 1)) if self.file.data else "")
            return proposal_of(text, current_framework())
        except RefusedPostingError as error:
            field.errors = [_refusal_words(error)]
            return None


class TakenPostingForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What somebody ticked; as good as typed by hand, and read with the same suspicion."""

    title = StringField(filters=[one_line])
    role = StringField(filters=[one_line])
    knock_outs = SelectMultipleField(validate_choice=False)
    education = StringField(filters=[one_line])
    expects = SelectMultipleField(validate_choice=False)
    topics = SelectMultipleField(validate_choice=False)
    place = SelectMultipleField(validate_choice=False)
    facts = SelectMultipleField(validate_choice=False)
    keep = BooleanField()
    words = HiddenField(filters=[plain_text])
    written_in = HiddenField()


@limited(UPLOADS, by_account=UPLOADS)
def read_posting() -> ResponseReturnValue:
    """Take a text or a file and show what was recognised, each beside its line; nothing of it is kept."""
    form = PostingTextForm()
    found = form.proposal() if form.validate_on_submit() else None
    if found is None:
        return render_template("recruiting/posting_text.html", form=form), 422 if form.errors else 200
    taken = TakenPostingForm(formdata=None, words=found.words, written_in=found.language)
    return render_template(
        "recruiting/posting_found.html",
        form=taken,
        found=found,
        framework=current_framework(),
        pay=_pay_words(found.pay, found.language) if found.pay else None,
        facts={label: [one for one in found.facts if one.kind is kind] for kind, label in FACTS.items()},
        knock_outs=TICKED_KNOCK_OUTS,
        educations=EDUCATIONS_ASKED,
        expects=EXPECTATIONS,
        asked=ASKED,
        missing=_missing(found),
    )


def take_posting() -> ResponseReturnValue:
    """Show the form of a new vacancy with what was ticked in it; only sending that form makes a vacancy."""
    taken, form, framework = TakenPostingForm(), start_form(formdata=None), current_framework()
    set_usual(form)
    form.title.data = (taken.title.data or "")[:LONGEST_TITLE]
    form.place.data = ", ".join(map(one_line, taken.place.data or []))[:LONGEST_PLACE]
    form.role.data = taken.role.data if taken.role.data in framework.roles else ""
    form.knock_outs.data = [one for one in KnockOut if one in TICKED and one in (taken.knock_outs.data or [])]
    form.education.data = taken.education.data if taken.education.data in set(STEPS_ASKED) else ""
    form.expects.data = [one for one in Expectation if one in (taken.expects.data or [])]
    form.topics.data = " ".join(one for one in framework.competencies if one in (taken.topics.data or []))
    form.facts.data = "\n".join(map(one_line, taken.facts.data or []))[:LONGEST_FACTS]
    form.words.data = (taken.words.data or "")[:LONGEST] if taken.keep.data else ""
    form.written_in.data = taken.written_in.data if taken.written_in.data in LANGUAGES else ""
    return show_new(form)


def _pay_words(pay: Pay, written_in: str) -> str:
    """Return what is paid, in the language of the posting."""
    with force_locale(written_in):
        low, high = (money(one, pay.currency) if one is not None else "" for one in (pay.low, pay.high))
        if low and high:
            said = _("%(low)s to %(high)s a month", low=low, high=high)
        else:
            said = _("from %(low)s a month", low=low) if low else _("up to %(high)s a month", high=high)
        taxed = {True: _("before tax"), False: _("after tax")}.get(pay.before_tax) if pay.before_tax is not None else ""
        return ", ".join(filter(None, [said, taxed]))


def _missing(found: Proposal) -> list[str]:
    said = {
        _("what the vacancy is called"): found.title,
        _("a role that is called so"): found.roles,
        _("the place"): any(one.kind is Fact.PLACE for one in found.facts),
        _("the pay"): found.pay,
    }
    return [words for words, there in said.items() if not there]


def _refusal_words(error: RefusedPostingError) -> str:
    first, second = (*error.place, "", "")[:2]
    sizes = {"megabytes": MAX_BYTES // 1_000_000, "text": MAX_TEXT, "first": first, "second": second}
    return str(REFUSALS[error.refusal]) % (sizes | {"fields": ", ".join(error.place)})
