"""`flask mail`: letters that wait, and those about plans."""

import click

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.core.notifications import Happening
from kamcareer.services.application_reminders import due_reminders
from kamcareer.services.plan_reminders import due_letters
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.links import Purpose, private_url
from kamcareer.web.mailing import send_waiting, sends_mail, tell
from kamcareer.web.metrics import Job, counted

mail = Group("mail", help="Letters that wait to be sent.")


@mail.command("send")
@counted(Job.MAIL)
def send() -> None:
    """Hand over every letter whose time has come; for a timer that tries again what the mail server refused."""
    _prepare()
    click.echo(f"{send_waiting()} sent")


@mail.command("remind")
@counted(Job.REMINDERS)
def remind() -> None:
    """Write to those who asked for letters about their plan, once a week, and remind who was invited, once.

    For a timer, every day.
    """
    _prepare()
    count = 0
    for letter in due_letters(db.session(), today()):
        stop = private_url(Purpose.STOP_LETTERS, letter.assessment_id)
        plan, account = full_address("candidate.plan"), full_address("account.overview")
        tell(letter.happening, letter.mailbox, plan=plan, account=account, stop=stop)
        count += 1
    for due in due_reminders(db.session(), now(), today()):
        url = private_url(Purpose.APPLY, due.stands_for)
        tell(Happening.REMINDED_TO_APPLY, due.mailbox, due.language, url=url, day=due.last_day)
        count += 1
    db.session.commit()
    click.echo(f"{count} letters")


def _prepare() -> None:
    if not sends_mail():
        raise click.ClickException("No mail server is set. Set KAMCAREER_MAIL_URL and KAMCAREER_MAIL_FROM")
    prepare_installation()
