"""`flask mail`: letters that wait."""

import click
from flask.cli import AppGroup

from kamcareer.cli.installation import prepare_installation
from kamcareer.web.mailing import send_waiting, sends_mail

mail = AppGroup("mail", help="Letters that wait to be sent.")


@mail.command("send")
def send() -> None:
    """Hand over every letter whose time has come; for a timer that tries again what the mail server refused."""
    if not sends_mail():
        raise click.ClickException("No mail server is set. Set KAMCAREER_MAIL_URL and KAMCAREER_MAIL_FROM")
    prepare_installation()
    click.echo(f"{send_waiting()} sent")
