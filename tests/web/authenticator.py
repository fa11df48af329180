"""A device with passkeys, in software: keys on P-256, answers as browsers send them (WebAuthn level 3, no attestation)."""

import json
import os
import struct
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from tests.web.pages import JSON, Page, Reader

PRESENT, VERIFIED, NEW_KEY = 1, 4, 64
ORIGIN, SITE = "http://localhost", "localhost"


@dataclass
class Authenticator:
    """One device; what it says of itself can be changed, as a thief or a copied device would."""

    origin: str = ORIGIN
    site: str = SITE
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = True
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    user_handle: bytes = b""

    def create(self, options: dict[str, Any]) -> str:
        """Make a passkey for whoever the options name."""
        self.user_handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cbor2.dumps(public)
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(NEW_KEY) + attested})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer(
            {"attestationObject": bytes_to_base64url(made), "clientDataJSON": bytes_to_base64url(client)}
        )

    def get(self, options: dict[str, Any]) -> str:
        """Sign a challenge."""
        self.count += self.counts
        data, client = self._data(0), self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        parts = {"authenticatorData": data, "clientDataJSON": client, "signature": signature}
        parts["userHandle"] = self.user_handle
        return self._answer({name: bytes_to_base64url(part) for name, part in parts.items()})

    def _data(self, more: int) -> bytes:
        return sha256(self.site.encode()).digest() + bytes([self.flags | more]) + struct.pack(">I", self.count)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        id = bytes_to_base64url(self.credential_id)
        return json.dumps(
            {"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )


def question(reader: Reader, path: str, page: Page) -> dict[str, Any]:
    """What the script of a page asks the server for, to ask the device."""
    answer = reader.request("POST", path, headers=JSON | {"X-CSRFToken": page.csrf})
    assert answer.status == 200, answer.status
    return answer.response.json


def add_passkey(reader: Reader, device: Authenticator, name: str = "") -> Page:
    page = reader.open("/account/second-factor")
    made = device.create(question(reader, "/account/passkeys/challenge", page))
    return reader.send(page, "/account/passkeys", passkey=made, name=name)


def enter_by_passkey(reader: Reader, device: Authenticator, door: str = "/sign-in") -> Page:
    page = reader.open(door)
    signed = device.get(question(reader, "/sign-in/passkey/challenge", page))
    form = next(form for form in page.tree.all("form") if "data-passkey" in form)
    return reader.request("POST", form["action"], data=page.values(form) | {"passkey": signed})
