"""From the text of a posting, or hh.ru's JSON, to what it proposes."""

from unicodedata import category

from kamcareer.core.framework.model import Framework
from kamcareer.core.plain_bytes import decoded
from kamcareer.core.posting import LONGEST
from kamcareer.core.posting_lint import findings
from kamcareer.core.vacancies import KnockOut
from kamcareer.core.vacancy_text.conditions import education_in, expects_in, facts_in, knock_outs_in, pay_in
from kamcareer.core.vacancy_text.hh_vacancy import HhVacancy, hh_vacancy, looks_like_json
from kamcareer.core.vacancy_text.proposal import Fact, Found, FoundFact, Pay, Proposal
from kamcareer.core.vacancy_text.refusal import (
    MAX_BYTES,
    MAX_LINE,
    MAX_LINES,
    MAX_TEXT,
    Refusal,
    RefusedPostingError,
)
from kamcareer.core.vacancy_text.roles import LONGEST_TITLE, roles_in, title_in
from kamcareer.core.vacancy_text.sections import asking
from kamcareer.core.vacancy_text.topics import topics_in

RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def text_of_posting(data: bytes) -> str:
    """Return the text of a file; RefusedPostingError where it is no text."""
    if len(data) > MAX_BYTES:
        raise RefusedPostingError(Refusal.TOO_LARGE)
    text = decoded(data)
    if text is None:
        raise RefusedPostingError(Refusal.UNKNOWN)
    return text


def proposal_of(text: str, framework: Framework) -> Proposal:
    """Return what a posting proposes; RefusedPostingError where it is too long, empty, or JSON of something else."""
    if not text.strip():
        raise RefusedPostingError(Refusal.EMPTY)
    if looks_like_json(text):
        if len(text) > MAX_BYTES:
            raise RefusedPostingError(Refusal.TOO_LARGE)
        return _of_vacancy(hh_vacancy(text), framework)
    if len(text) > MAX_TEXT:
        raise RefusedPostingError(Refusal.TOO_LONG)
    lines = _lines(text)
    title = title_in(list(enumerate(lines, 1)), framework)
    return _proposal(lines, lines, title, framework)


def _of_vacancy(found: HhVacancy, framework: Framework) -> Proposal:
    """Return what the JSON proposes: its lines are one for each field, then those of the description."""
    head = [f"name: {found.name}"]
    fields: dict[str, int] = {}

    def say(field: str, words: str) -> None:
        if words:
            head.append(f"{field}: {words}")
            fields[field] = len(head)

    low, high = (str(one) if one is not None else "" for one in (found.low, found.high))
    say("area", found.area)
    say("salary", f"{low}–{high} {found.currency}" if low or high else "")
    say("experience", found.experience)
    say("conditions", ", ".join(found.conditions))
    say("languages", ", ".join(found.languages))
    say("driver_license_types", ", ".join(found.licences))
    say("key_skills", ", ".join(found.skills))
    description = _lines(found.description)
    lines = (*_lines("\n".join(head)), *description)
    title = Found(found.name[:LONGEST_TITLE], (1,)) if found.name else None
    asked = (*("" for _ in head), *description)
    if found.skills:
        asked = (*asked[: fields["key_skills"] - 1], ", ".join(found.skills)[:MAX_LINE], *asked[fields["key_skills"] :])
    made = _proposal(lines, asked, title, framework)
    return _with_fields(made, found, fields, "\n".join(description))


def _with_fields(made: Proposal, found: HhVacancy, fields: dict[str, int], words: str) -> Proposal:
    """Return the proposal with what fields of their own say; it stands before what the description says."""
    facts = [FoundFact(Fact.PLACE, found.area, fields["area"])] if found.area else []
    facts += [FoundFact(Fact.CONDITIONS, one, fields["conditions"]) for one in found.conditions]
    facts += [FoundFact(Fact.LANGUAGE, one, fields["languages"]) for one in found.languages]
    licence = [Found(KnockOut.LICENCE, (fields["driver_license_types"],))] if found.licences else []
    said = {one.value for one in licence}
    pay = made.pay
    if "salary" in fields:
        pay = Pay(found.low, found.high, found.currency, found.before_tax, fields["salary"])
    return Proposal(
        lines=made.lines,
        words=words[:LONGEST],
        language=made.language,
        title=made.title,
        roles=made.roles,
        knock_outs=(*licence, *(one for one in made.knock_outs if one.value not in said)),
        education=made.education,
        expects=made.expects,
        topics=made.topics,
        pay=pay,
        facts=(*facts, *(one for one in made.facts if one.words not in {it.words for it in facts})),
        findings=made.findings,
        archived=found.archived,
    )


def _proposal(lines: tuple[str, ...], asked: tuple[str, ...], title: Found | None, framework: Framework) -> Proposal:
    """Return what lines propose; `asked` are the same lines with an empty one for each that is not to be read."""
    numbered = list(enumerate(asked, 1))
    own = title.lines if title else ()
    asks = asking(asked)
    duties = [(number, line) for (number, line), one in zip(numbered, asks, strict=True) if one and number not in own]
    whole = "\n".join(lines)
    return Proposal(
        lines,
        words="\n".join(line for line in lines if line)[:LONGEST],
        language=_language(whole),
        title=title,
        roles=roles_in(title, list(enumerate(lines, 1)), framework),
        knock_outs=knock_outs_in(numbered),
        education=education_in(numbered),
        expects=expects_in(duties),
        topics=topics_in(duties, framework),
        pay=pay_in(numbered),
        facts=facts_in(numbered),
        findings=findings(whole),
    )


def _language(text: str) -> str:
    letters = [sign for sign in text.casefold() if sign.isalpha()]
    return "ru" if 2 * sum(sign in RUSSIAN for sign in letters) >= len(letters) else "en"


def _lines(text: str) -> tuple[str, ...]:
    shown = ("".join(sign for sign in line if category(sign)[0] != "C" or sign == "\t") for line in text.splitlines())
    return tuple(" ".join(line[:MAX_LINE].split()) for line in shown)[:MAX_LINES]
