"""`flask mail`: letters that wait, and those about plans."""

import click

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.web.mailing import sends_mail
from kamcareer.web.metrics import Job, counted
from kamcareer.worker.chores import remind, send_letters

mail = Group("mail", help="Letters that wait to be sent.")


@mail.command("send")
@counted(Job.MAIL)
def send() -> None:
    """Hand over every letter whose time has come; for a timer that tries again what the mail server refused."""
    _prepare()
    click.echo(f"{send_letters()} sent")


@mail.command("remind")
@counted(Job.REMINDERS)
def remind_here() -> None:
    """Write to those who asked for letters about their plan, once a week, and remind who was invited, once.

    For a timer, every day.
    """
    _prepare()
    click.echo(f"{remind()} letters")


def _prepare() -> None:
    if not sends_mail():
        raise click.ClickException("No mail server is set. Set KAMCAREER_MAIL_URL, _MAIL_FROM and _PUBLIC_URL")
    prepare_installation()
