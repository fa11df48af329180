"""The client side of OpenID Connect: code flow with PKCE, state and nonce, by Authlib."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, url_for

from kamcareer.web.clock import now

SECONDS = 5
HOUR, CLOCKS_MAY_DIFFER = 3600, 60
LONGEST_SUBJECT = 255
# Asymmetric ones alone: with HMAC whoever knows the client's secret could make tokens.
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")


class ProviderError(Exception):
    """The provider cannot be reached, or what came back from it may not be believed."""


@dataclass(frozen=True)
class Subject:
    """Whom the provider names: its own address, and its word for the person."""

    issuer: str
    subject: str


def provider_name() -> str | None:
    """Return what people call the provider; None where this installation has none."""
    name: str | None = current_app.config["SETTINGS"].oidc_name if current_app.config["SETTINGS"].oidc_issuer else None
    return name


def lead_to_provider() -> Response:
    """Send the browser to the provider; state, nonce and verifier wait in its signed cookie. ProviderError.

    The provider is told to ask again whoever it asked too long ago.
    """
    try:
        client, settings = _client(), current_app.config["SETTINGS"]
        _check(client, settings.oidc_issuer)
        oldest = {"max_age": settings.oidc_max_hours * HOUR} if settings.oidc_max_hours else {}
        answer: Response = client.authorize_redirect(_return_address(), **oldest)
    except Exception as error:
        raise ProviderError(type(error).__name__) from error
    return answer


def whom_provider_names() -> Subject:
    """Return who has come back from the provider. Whatever does not fit is a ProviderError.

    Checked: state, PKCE, signature by a key of the provider, issuer, audience, expiry, nonce, and when the provider
    itself asked who is there.
    """
    issuer = current_app.config["SETTINGS"].oidc_issuer
    try:
        client = _client()
        _check(client, issuer)
        claims = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }
        token = client.authorize_access_token(claims_options=claims)
        subject = token["userinfo"]["sub"]
        _check_age(token["userinfo"].get("auth_time"))
    except ProviderError:
        raise
    except Exception as error:
        raise ProviderError(type(error).__name__) from error
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderError("subject")
    return Subject(issuer, subject)


def _check(client: Any, issuer: str) -> None:
    """Refuse a provider that calls itself something else, or signs with what its clients know too."""
    metadata = client.load_server_metadata()
    if metadata.get("issuer") != issuer:
        raise ProviderError("issuer")
    offered = metadata.get("id_token_signing_alg_values_supported", [])
    metadata["id_token_signing_alg_values_supported"] = [one for one in ALGORITHMS if one in offered]
    if not metadata["id_token_signing_alg_values_supported"]:
        raise ProviderError("algorithms")


def _check_age(asked: object) -> None:
    """Refuse a sign-in at the provider that is older than the settings allow, or does not say how old it is."""
    hours = current_app.config["SETTINGS"].oidc_max_hours
    if not hours:
        return
    if not isinstance(asked, int) or now().timestamp() - asked > hours * HOUR + CLOCKS_MAY_DIFFER:
        raise ProviderError("auth_time")


def _client() -> Any:
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - what it is for
    if "openid" not in app.extensions:
        app.extensions["openid"] = _made(app)
    return app.extensions["openid"]


def _made(app: Flask) -> Any:
    # 0.4 s, and off by default.
    from authlib.integrations.flask_client import FlaskOAuth2App, OAuth  # noqa: PLC0415
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415

    class StayingSession(OAuth2Session):  # type: ignore[misc]  # the library has no types
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.max_redirects = 0  # a provider that leads elsewhere is not the one in the settings

    class StayingApp(FlaskOAuth2App):  # type: ignore[misc]
        client_cls = StayingSession

    settings = app.config["SETTINGS"]
    return OAuth(app).register(
        "openid",
        client_cls=StayingApp,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": SECONDS},
    )


def _return_address() -> str:
    public = current_app.config["SETTINGS"].public_url
    path = url_for("account.company_return", _external=public is None)
    return f"{public.rstrip('/')}{path}" if public else path
