"""A real OpenID provider for tests, on Authlib's server side: discovery, keys, code flow with obligatory PKCE.

It is small, and not a ready-made mock, because those at hand do not check PKCE and cannot be told to lie: `lie` lets this one
answer as a broken or hostile provider would.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from tests.end_to_end.conftest import QuietHandler

CLIENT_ID, CLIENT_SECRET = "kamcareer", "a secret that only the two servers know"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@dataclass
class Client(ClientMixin):
    """The one client of the provider."""

    redirect_uri: str = ""

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given out."""

    code: str
    subject: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Provider:
    """The provider as a test sees it: who is signed in there, what it remembers, and how it lies."""

    issuer: str = ""
    subject: str = "subject-1"
    client: Client = field(default_factory=Client)
    codes: dict[str, Code] = field(default_factory=dict)
    lie: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    key: Any = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    names_itself: str | None = None
    refused: list[str] = field(default_factory=list)
    asked_at: float | None = None  # when it last asked who is there; never before the first visit
    asks_again: bool = True

    def ask(self, max_age: str | None) -> None:
        """Ask who is there, where nobody was asked or it is longer ago than the client allows."""
        old = max_age is not None and self.asks_again and time.time() - (self.asked_at or 0) > int(max_age)
        if self.asked_at is None or old:
            self.asked_at = time.time()

    def id_token(self, code: Code) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": code.subject, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        claims |= {"nonce": code.nonce, "email": "boss@example.ru", "email_verified": True}
        claims["auth_time"] = int(self.asked_at or 0)
        claims = self.lie(claims) if self.lie else claims
        return jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, self.key, algorithms=[self.algorithm])


def serve(provider: Provider) -> Callable[[], None]:
    """Start the provider on a port of this machine; return what stops it."""
    app = Flask("provider")
    _describe(app, provider)
    _answer(app, provider, _server(app, provider))
    running = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    provider.issuer = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()

    def stop() -> None:
        running.shutdown()
        thread.join()
        running.server_close()

    return stop


def _server(app: Flask, provider: Provider) -> AuthorizationServer:
    class CodeGrant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            names = ("nonce", "code_challenge", "code_challenge_method")
            rest = {name: data.get(name) for name in names}
            provider.codes[code] = Code(code, provider.subject, data["redirect_uri"], data.get("scope", ""), **rest)

        def query_authorization_code(self, code: str, _client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            provider.codes.pop(code.code)

        def authenticate_user(self, code: Code) -> str:
            return code.subject

    def with_id_token(grant: Any) -> None:
        def add(made: Any, answer: tuple[int, dict[str, Any], Any]) -> None:
            answer[1]["id_token"] = provider.id_token(made.request.authorization_code)

        grant.register_hook("after_create_token_response", add)

    def find_client(id: str) -> Client | None:
        return provider.client if id == CLIENT_ID else None

    server = AuthorizationServer(app, query_client=find_client, save_token=lambda *_given: None)
    server.register_grant(CodeGrant, [CodeChallenge(required=True), with_id_token])
    return server


def _describe(app: Flask, provider: Provider) -> None:
    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        return jsonify(
            issuer=provider.names_itself or provider.issuer,
            authorization_endpoint=f"{provider.issuer}/authorize",
            token_endpoint=f"{provider.issuer}/token",
            jwks_uri=f"{provider.issuer}/keys",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["RS256", "HS256", "none"],
        )

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(keys=[KEY.as_dict(private=False)])


def _answer(app: Flask, provider: Provider, server: AuthorizationServer) -> None:
    @app.get("/authorize")
    def authorize() -> Any:
        provider.ask(request.args.get("max_age"))
        grant = server.get_consent_grant(end_user=provider.subject)
        return server.create_authorization_response(grant=grant, grant_user=provider.subject)

    @app.post("/token")
    def token() -> Any:
        answer = server.create_token_response()
        if answer.status_code != HTTPStatus.OK:
            provider.refused.append(request.form.get("grant_type", ""))
        return answer
