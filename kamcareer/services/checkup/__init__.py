"""What is wrong with an installation or could be better, each with what to do about it."""

from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.services.checkup.database import of_database
from kamcareer.services.checkup.files import of_files
from kamcareer.services.checkup.finding import Circumstances, Finding
from kamcareer.services.checkup.servers import of_servers
from kamcareer.services.checkup.settings import of_settings, of_ways

__all__ = ["Circumstances", "Finding", "findings"]


def findings(session: Session, its: Circumstances, now: datetime) -> list[Finding]:
    """Return everything found, what is wrong first."""
    found = [*of_files(its), *of_settings(its), *of_ways(its), *of_servers(its), *of_database(session, its, now)]
    return sorted(found, key=lambda one: not one.wrong)
