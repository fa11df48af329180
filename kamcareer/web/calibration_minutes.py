"""What the minutes of a calibration session say."""

from flask_babel import gettext

from kamcareer.core.calibration_sessions import Agreed
from kamcareer.exports.document_template import Values
from kamcareer.services.calibration_meetings import Meeting
from kamcareer.web.calibration_sessions import PARTS
from kamcareer.web.clock import today
from kamcareer.web.languages import day, moment, words


def minutes_labels() -> dict[str, str]:
    """Return the words that stand in the shipped template, in the language of the reader."""
    return {
        "title": gettext("Minutes of a calibration session"),
        "about": gettext(
            "“%(title)s”, %(day)s; round “%(round)s”", title="{{ title }}", day="{{ day }}", round="{{ round }}"
        ),
        "closed": gettext("Closed on %(day)s.", day="{{ closed }}"),
        "counts": gettext(
            "The levels that managers sent were compared, of people who agreed to it. What was sent stays as it was; "
            "what was agreed on stands beside it and counts in no number."
        ),
        "sat": gettext("Who sat in it"),
        "name": gettext("Name"),
        "part": gettext("Part"),
        "signature": gettext("Signature"),
        "changed": gettext("What was agreed on otherwise"),
        "nothing": gettext("Nothing: every level stands as it was sent."),
        "topic": gettext("Topic"),
        "manager": gettext("Manager"),
        "before": gettext("Before"),
        "after": gettext("After"),
        "reason": gettext("Why"),
        "unchanged": gettext("Talked about and left as they were: %(count)s.", count="{{ unchanged }}"),
    }


def minutes_values(meeting: Meeting) -> Values:
    """Return what stands in the places of the template."""
    one, framework = meeting.session, meeting.framework
    scale = {level: words(entry.name) for level, entry in framework.scale.items()}
    topics = {id: words(framework.competencies[id].name) for id in meeting.topics}
    people = {person.id: person for person in meeting.rated}
    every = [line for topic in meeting.topics for line in meeting.lines(topic)]

    def said(entry: Agreed) -> dict[str, str]:
        return {
            "at": moment(entry.at),
            "by": entry.by,
            "topic": topics[entry.competency],
            "name": people[entry.person].name,
            "before": scale[entry.before],
            "after": scale[entry.after],
            "reason": entry.reason,
        }

    return {
        "title": one.title,
        "round": meeting.round.title,
        "day": day(one.day),
        "closed": day(one.closed) if one.closed else "",
        "seats": [
            {"line": str(line), "name": seat.name, "part": str(PARTS[seat.part])}
            for line, seat in enumerate(meeting.seats, start=1)
        ],
        "people": [
            {"line": str(line), "name": person.name, "manager": person.rater_name}
            for line, person in enumerate(meeting.rated, start=1)
        ],
        "changes": [
            {
                "topic": topics[line.competency],
                "name": line.person.name,
                "manager": line.person.rater_name,
                "before": scale[line.given],
                "after": scale[line.stands],
                "reason": line.reason,
                "by": line.log[-1].by,
            }
            for line in every
            if line.changed
        ],
        "unchanged": str(sum(line.settled and not line.changed for line in every)),
        "log": [said(entry) for entry in meeting.log if entry.competency in topics and entry.person in people],
        "today": day(today()),
    }
