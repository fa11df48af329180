"""`flask doctor`: what is wrong with the installation, and what helps."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command
from kamcareer.cli.installation import own_installation
from kamcareer.config import Settings, libpq_variables
from kamcareer.services.checkup import Circumstances, Finding, findings
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now
from kamcareer.web.metrics import Job, counted

MOUNTS = Path("/proc/mounts")


@click.command("doctor", cls=Command)
@with_appcontext
@counted(Job.INTEGRITY)
def doctor() -> None:
    """Say what is wrong or could be better, each with its remedy. Exit code 1 where anything is wrong.

    Reads and changes nothing; advice alone is no reason for another exit code than 0.
    """
    may_write.set(False)
    found = findings(db.session(), _circumstances(), now())
    db.session.rollback()
    for one in found:
        _tell(one)
    wrong = sum(one.wrong for one in found)
    click.echo(f"{wrong} wrong, {len(found) - wrong} could be better" if found else "all is well")
    raise SystemExit(bool(wrong))


def _tell(found: Finding) -> None:
    click.echo(f"{'WRONG ' if found.wrong else 'advice'} {found.about}: {found.says}\n       → {found.remedy}")


def _circumstances() -> Circumstances:
    settings: Settings = current_app.config["SETTINGS"]
    return Circumstances(
        installation=own_installation(),
        frameworks=settings.frameworks,
        additions=settings.additions,
        framework_id=settings.framework_id,
        terms=settings.terms,
        host=settings.host,
        public_url=settings.public_url,
        proxy_hops=settings.proxy_hops,
        workers=settings.workers,
        limits_url=settings.limits_url,
        mail_url=settings.mail_url,
        legal=settings.legal,
        operator=settings.operator,
        unread=settings.unread,
        libpq=libpq_variables(),
        mounts=MOUNTS.read_text() if MOUNTS.exists() else "",
    )
