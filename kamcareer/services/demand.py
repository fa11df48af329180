"""Training demand: what the people whom HR may look at lack beside a role, and what would serve them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.demand import Demand, demands
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis
from kamcareer.services.heat_map import Seen, Wanted, all_levels


@dataclass(frozen=True)
class Lacked:
    """Everybody wanted, beside a role, and topic by topic what they lack."""

    seen: Seen
    demands: Sequence[Demand]

    @property
    def known(self) -> int:
        """Of how many people anything is known that may be looked at here."""
        return max((one.lack.known for one in self.demands), default=0)


def lacked_by(  # noqa: PLR0913 - whom, beside what, on which basis, on which day
    session: Session, framework: Framework, target: str, wanted: Wanted, others: str, basis: Basis, today: date
) -> Lacked:
    """Return what the people wanted lack beside a role; who is in no unit counts under `others`."""
    seen = all_levels(session, framework, target, wanted, basis, today)
    roles = [person.role if person.role in framework.roles else None for person in seen.people]
    units = [person.unit or others for person in seen.people]
    return Lacked(seen, demands(framework, seen.heat, roles, units))
