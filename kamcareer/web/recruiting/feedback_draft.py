"""A first draft of the letter about a decision, in the language of its reader; a person edits and approves it."""

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from kamcareer.core.decisions import Ground, Outcome
from kamcareer.core.feedback import DoneWell, Facts, NextStep, Part
from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancies import KnockOut
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.languages import day, words
from kamcareer.web.vacancy_words import KNOCK_OUTS

LONGEST_START = 60  # characters
CUT = "…"


def drafted(found: OpenVacancy, about: Row, facts: Facts, language: str) -> dict[Part, str]:
    """Return the parts of a letter as far as they can be said without a person; what is not known stays empty."""
    with force_locale(language):
        steps = [_step(found.framework, one) for one in facts.steps] + ["", ""]
        return {
            Part.OPENING: " ".join([_opening(found, about), *_read(found.framework, facts), *_knocked_out(about)]),
            Part.DONE_WELL: _done_well(found.framework, facts.done_well) if facts.done_well else "",
            Part.FIRST_STEP: steps[0],
            Part.SECOND_STEP: steps[1],
            Part.ENDING: _closing(about),
        }


def _opening(found: OpenVacancy, about: Row) -> str:
    application = about.application
    name = application.name.split()[0] if application.name else ""
    hello = _("Hello, %(name)s!", name=name) if name else _("Hello!")
    sent, title = day(application.finished or application.made), found.vacancy.terms.title
    outcome, contest = about.decisions[0].outcome if about.decisions else None, found.vacancy.announced
    if contest:
        decided = _of_contest(outcome, title)
    elif outcome is Outcome.TALK:
        decided = _(
            "Thank you for your answers for “%(title)s” (%(day)s): we would like to talk with you and will write"
            " separately when and how.",
            day=sent,
            title=title,
        )
    elif outcome is Outcome.OFFER:
        decided = _(
            "Thank you for your answers for “%(title)s” (%(day)s): we would like to offer you the post and will write"
            " separately about the next steps.",
            day=sent,
            title=title,
        )
    else:
        decided = _(
            "Thank you for your answers for “%(title)s” (%(day)s): this time we have decided not to go on together.",
            day=sent,
            title=title,
        )
    return f"{hello} {decided}"


def _read(framework: Framework, facts: Facts) -> Iterator[str]:
    """Return that what somebody wrote was read, by its first words, and what they said they are sure of."""
    if facts.wrote:
        yield _("What you wrote was read, too: “%(example)s”", example=_start(facts.wrote.words)) + "."
    if facts.sure:
        yield (
            _("Your answers show which topics you are sure of: %(topics)s", topics=_topics(framework, facts.sure)) + "."
        )


def _of_contest(outcome: Outcome | None, title: str) -> str:
    if outcome is Outcome.TALK:
        thanks = _(
            "Thank you for taking part in the contest for “%(title)s”: we would like to talk with you and will"
            " write separately when and how.",
            title=title,
        )
    elif outcome is Outcome.OFFER:
        thanks = _(
            "Thank you for taking part in the contest for “%(title)s”: we would like to offer you the post and will"
            " write separately about the next steps.",
            title=title,
        )
    else:
        thanks = _(
            "Thank you for taking part in the contest for “%(title)s”: this time we have decided not to go on"
            " together.",
            title=title,
        )
    return str(thanks)


def _knocked_out(about: Row) -> Iterator[str]:
    """Return what the work is impossible without, where that is why: steps alone would look like the reason."""
    because = about.decisions[0].because if about.decisions else ()
    lacking = [str(KNOCK_OUTS[KnockOut(one.about)]) for one in because if one.ground is Ground.KNOCK_OUT]
    if lacking:
        yield _(
            "The reason: this work is impossible without it, and you do not have it now: %(what)s.",
            what=", ".join(lacking),
        )


def _done_well(framework: Framework, well: DoneWell) -> str:
    competency = framework.competencies[well.competency]
    topic, said = words(competency.name), well.said
    if said is None and "situations" not in well.sources:
        best = _("Your strongest topic is “%(topic)s”: those who talked with you heard it", topic=topic)
    elif said is None:
        best = _("Your strongest topic is “%(topic)s”: your choices in situations speak for it", topic=topic)
    else:
        anchor = _first_sentence(words(competency.anchors[said]))
        best = _(
            "Your strongest topic is “%(topic)s”: you described yourself like this: “%(anchor)s”",
            topic=topic,
            anchor=anchor,
        )
    said_of_it = [best, _example(framework, well)]
    if well.besides:
        said_of_it.append(_("much of this is there as well: %(topics)s", topics=_topics(framework, well.besides)))
    return f"{'; '.join(said_of_it)}."


def _example(framework: Framework, well: DoneWell) -> str:
    """Return what the person's own example says for a topic; what one would say, if there is none."""
    if well.wrote:
        shown = _("your own example makes it easy to believe: “%(example)s”", example=_bare(well.wrote.words))
    elif well.like:
        shown = _(
            "an example like yours of the topic “%(other)s” would make it more convincing still",
            other=words(framework.competencies[well.like].name),
        )
    else:
        shown = _("an example would make it more convincing still: the situation, what you did, what came of it")
    return str(shown)


def _step(framework: Framework, step: NextStep) -> str:
    activity = framework.activities[step.activity]
    hours = ngettext("about %(num)d hour", "about %(num)d hours", round(activity.hours))
    weeks = ngettext("over %(num)d week", "over %(num)d weeks", activity.weeks)
    do = _(
        "Try this: “%(activity)s” (%(hours)s %(weeks)s); to begin with: %(first)s",
        activity=_bare(words(activity.name)),
        hours=hours,
        weeks=weeks,
        first=_low(_bare(words(activity.first_step))),
    )
    if step.besides:
        besides = ngettext(
            "besides, it helps you with the topic “%(topics)s”",
            "besides, it helps you with these topics: %(topics)s",
            len(step.besides),
            topics=_topics(framework, step.besides),
        )
        do = f"{do}; {besides}"
    return f"{_why(framework, step)}. {do}."


def _why(framework: Framework, step: NextStep) -> str:
    competency = framework.competencies[step.competency]
    topic, anchor = words(competency.name), _first_sentence(words(competency.anchors[step.required]))
    if step.said is None:
        why = _(
            "In your answers there is little about the topic “%(topic)s”, and the role needs this: “%(anchor)s”",
            topic=topic,
            anchor=anchor,
        )
    elif step.said < step.required:
        why = _(
            "In the topic “%(topic)s” you chose “%(said)s”; the role needs this: “%(anchor)s”",
            topic=topic,
            anchor=anchor,
            said=words(framework.scale[step.said].name),
        )
    else:
        why = _(
            "In the topic “%(topic)s” more people should be able to see this of you: “%(anchor)s”",
            topic=topic,
            anchor=anchor,
        )
    return "; ".join([why, *_beside_it(step)])


def _beside_it(step: NextStep) -> Iterator[str]:
    """Return what to do with the person's own example, so that a step begins where they stand."""
    if step.wrote:
        yield _("hold your own example against it: “%(example)s”", example=_bare(step.wrote.words))


def _closing(about: Row) -> str:
    if about.decisions and about.decisions[0].outcome is not Outcome.DECLINE:
        return str(_("Whatever comes of it, your report and the plan stay yours."))
    closing: str = _(
        "Your report and the plan stay yours; if you want the reason in writing, or think that the decision is wrong,"
        " say so on the page of your application: a person answers."
    )
    return closing


def _topics(framework: Framework, ids: Iterable[str]) -> str:
    return "; ".join(_low(words(framework.competencies[id].name)) for id in ids)


def _low(text: str) -> str:
    """Return words that go on in a sentence; what is written in capitals stays so."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _start(text: str) -> str:
    """Return the first words of what somebody wrote, for where it is only called to mind; a long word is cut."""
    bare = _bare(text)
    words_of_it = shorten(bare, LONGEST_START, placeholder=CUT)
    return f"{bare[: LONGEST_START - len(CUT)]}{CUT}" if words_of_it == CUT else words_of_it


def _first_sentence(text: str) -> str:
    return _bare(re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0])


def _bare(text: str) -> str:
    """Return words without the full stop at their end: inside quotes the sentence goes on."""
    return text.strip().rstrip(".;")
