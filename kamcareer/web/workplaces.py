"""Where the people who work here go first. Who sees which is what web/access.py says of the page itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kamcareer.web.access import POLICY
from kamcareer.web.viewer import roles


@dataclass(frozen=True)
class Place:
    """A page, its name, and the beginnings of the addresses that belong to it."""

    endpoint: str
    label: LazyString
    under: tuple[str, ...] = ()

    @property
    def here(self) -> str | None:
        """What `aria-current` says of a link to it on the present page; None elsewhere."""
        if request.endpoint == self.endpoint:
            return "page"
        return "true" if self.under and request.path.startswith(self.under) else None

    @property
    def address(self) -> str:
        """Where it is."""
        return url_for(self.endpoint)


EVERYBODY_READS = (
    Place("visitor.career_map", _l("Roles")),
    Place("visitor.activities", _l("What helps")),
    Place("visitor.guides", _l("Help")),
)
WORK = (
    Place("recruiting.vacancies", _l("Vacancies"), ("/recruiting/vacancies", "/recruiting/clients")),
    Place("recruiting.talks", _l("My interviews"), ("/recruiting/talks",)),
    Place("hr.people", _l("People"), ("/hr/people", "/hr/rounds")),
    Place("team.rounds", _l("My people"), ("/team/rounds", "/team/calibration")),
    Place("admin.accounts", _l("Accounts"), ("/admin/",)),
)
BESIDE = (
    Place("board.offers", _l("Projects and mentors")),
    Place("board.offer_mentoring", _l("Be a mentor")),
    Place("visitor.contests", _l("Contests")),
    Place("recruiting.inquiries", _l("Questions about decisions")),
    Place("recruiting.clients", _l("Client companies, for agencies")),
    Place("hr.models", _l("The model and its drafts")),
    Place("hr.model_reviews", _l("Second looks at the model")),
    Place("hr.cards", _l("Cards for people without mail")),
    Place("hr.fairness", _l("Do vacancies treat people alike?")),
    Place("hr.demographics", _l("Sex and age, all together")),
    Place("team.nominations", _l("Talent pool: whom I look after")),
    Place("team.cards", _l("Cards of my people")),
    Place("team.unit_levels", _l("Units beside a role")),
)


def _open(places: Sequence[Place]) -> list[Place]:
    """Return those that whoever asks may open in this browser, by a role that was granted."""
    return [one for one in places if POLICY[one.endpoint].roles & roles()]


def main_places() -> list[Place]:
    """Return what stands in the head of each page: one's work, or for everybody else what can be read."""
    work = _open(WORK)
    return [*work, EVERYBODY_READS[-1]] if work else list(EVERYBODY_READS)


def work_places() -> tuple[list[Place], list[Place]]:
    """Return one's places of work, and what is opened more rarely."""
    return _open(WORK), _open(BESIDE)
