"""Ways in, as tests take them."""

from tests.web.pages import Page, Reader

PASSPHRASE = "ёлка самовар трактор 9 лун"
OTHER = "лодка вечер кирпич 4 ветра"
EMAIL = "vera@example.ru"


def sign_in(reader: Reader, email: str = EMAIL, passphrase: str = PASSPHRASE) -> Page:
    return reader.send(reader.open("/sign-in"), email=email, passphrase=passphrase)


def replayed(reader: Reader) -> int:
    """Return how a browser is answered where only whoever is signed in gets 200."""
    return reader.get("/account").status
