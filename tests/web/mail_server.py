"""A mail server that keeps what it was given."""

from email.message import EmailMessage

from aiosmtpd.handlers import Message as Keep


class Mailbag(Keep):
    """Keeps what a real mail server was given."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[EmailMessage] = []

    def prepare_message(self, _session: object, envelope: object) -> EmailMessage:
        from email import message_from_bytes, policy

        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message: EmailMessage) -> None:
        self.letters.append(message)
