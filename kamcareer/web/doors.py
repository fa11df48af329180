"""Full addresses of links that open an account."""

from kamcareer.web.addresses import full_address


def one_time_url(secret: str) -> str:
    """Return the full address of a one-time link."""
    return full_address("account.open_link", token=secret)
