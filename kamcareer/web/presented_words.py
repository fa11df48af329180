"""What is said of somebody who is shown to a client, in the reader's words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kamcareer.core.framework.model import Framework
from kamcareer.core.presentations import Part, Profile, Reply, ReplyProblem, ResponseProblem, ShownTopic
from kamcareer.web.languages import words

PARTS = {
    Part.NAME: _l("the name"),
    Part.SALARY: _l("the salary that was wished for"),
    Part.NOTICE: _l("when they could begin"),
    Part.REGIONS: _l("the regions"),
}
REPLIES = {
    Reply.INTERVIEW: _l("We would like to meet"),
    Reply.QUESTION: _l("We have a question first"),
    Reply.NO: _l("Not this time"),
}
RESPONSE_PROBLEMS = {
    ResponseProblem.NO_WORDS: _l("Write at least ten characters: the client reads it as it stands"),
    ResponseProblem.GIVES_AWAY: _l(
        "This tells the client who it is: a word of the name, a mailbox or a phone number. By this link the person "
        "stands there as a code"
    ),
}
REPLY_PROBLEMS = {ReplyProblem.NO_WORDS: _l("Write at least ten characters: the agency passes on what you mean")}
SOURCES = {"self": _l("own mark"), "situations": _l("situation"), "interview": _l("interview")}


def shown_title(profile: Profile) -> str:
    """Return what the person is called on the page."""
    return profile.name or str(_("Candidate %(code)s", code=profile.code))


def heading_of(profile: Profile) -> str:
    """Return what the topics on the page are to the vacancy: its musts, or where it has none the first it asks for."""
    musts = any(topic.must_have for topic in profile.topics)
    return str(_("What the vacancy cannot do without") if musts else _("What the vacancy asks"))


def estimate_words(framework: Framework, topic: ShownTopic) -> str:
    """Return where somebody stands in words, with the ends of nine cases of ten; one level where these are one."""
    likeliest, low, high = (words(framework.scale[one].name) for one in (topic.likeliest, topic.low, topic.high))
    if topic.low == topic.high:
        return str(_("“%(level)s”, with little doubt", level=likeliest))
    text = _("most likely “%(level)s”, in nine cases of ten from “%(low)s” to “%(high)s”")
    return str(text % {"level": likeliest, "low": low, "high": high})


def range_words(framework: Framework, topic: ShownTopic) -> str:
    """Return the ends of nine cases of ten, for the cell of a table; one level where these are one."""
    ends = dict.fromkeys(words(framework.scale[one].name) for one in (topic.low, topic.high))
    return " – ".join(ends)


def source_words(topic: ShownTopic) -> str:
    """Return from what the estimate is known."""
    return ", ".join(str(SOURCES.get(one, one)) for one in topic.sources)


def unknown_words(framework: Framework, profile: Profile) -> str:
    """Return the names of the topics of which nothing is known yet."""
    return "; ".join(words(framework.competencies[topic.competency].name) for topic in profile.unknown)


def fact_words(profile: Profile) -> list[tuple[str, str]]:
    """Return what else the person agreed to say, each with its label."""
    said = [
        (_("Would like to earn"), f"{profile.salary:,}".replace(",", "\u00a0") if profile.salary is not None else ""),
        (_("Could begin in weeks"), str(profile.notice_weeks) if profile.notice_weeks is not None else ""),
        (_("Regions"), profile.regions),
    ]
    return [(str(label), value) for label, value in said if value]


def cautions(profile: Profile) -> list[str]:
    """Return how far what is said may be trusted; last, what to do with the page."""
    said = [_("These are estimates to talk about, not a test result. Whom to meet is for people to decide.")]
    if profile.self_only:
        said.insert(
            0, _("Known so far is only what the person said alone: own marks and situations. Ask for examples.")
        )
    said.append(
        _(
            "Please pass neither the page nor the files on, and delete the files when the link has ended or the agency "
            "asks you to."
        )
    )
    return [str(one) for one in said]
