"""Training demand: what the people whom HR may look at lack beside a role, and what would serve them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.demand import Demand, demands
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis
from kamcareer.services.heat_map import Seen, Wanted, all_levels
from kamcareer.services.worked_out import WorkedOut
from kamcareer.store.people_mark import mark_of_people


@dataclass(frozen=True)
class Lacked:
    """Everybody wanted, beside a role, and topic by topic what they lack."""

    seen: Seen
    demands: Sequence[Demand]

    @property
    def known(self) -> int:
        """Of how many people anything is known that may be looked at here."""
        return max((one.lack.known for one in self.demands), default=0)


_lacked: WorkedOut[Lacked] = WorkedOut()


def lacked_by(  # noqa: PLR0913 - whom, beside what, on which basis, on which day
    session: Session, framework: Framework, target: str, wanted: Wanted, others: str, basis: Basis, today: date
) -> Lacked:
    """Return what the people wanted lack beside a role; who is in no unit counts under `others`.

    Worked out anew when anything that HR may know of people is another.
    """
    key = (sha256_of(framework), target, wanted, others, basis, today)

    def make() -> Lacked:
        return _lacked_by(session, framework, target, wanted, others, basis, today)

    return _lacked.get(mark_of_people(session), key, make)


def _lacked_by(  # noqa: PLR0913 - what the one above was asked for
    session: Session, framework: Framework, target: str, wanted: Wanted, others: str, basis: Basis, today: date
) -> Lacked:
    seen = all_levels(session, framework, target, wanted, basis, today)
    roles = [person.role if person.role in framework.roles else None for person in seen.people]
    units = [person.unit or others for person in seen.people]
    return Lacked(seen, demands(framework, seen.heat, roles, units))
