"""Passkeys of an account: taking a new one in, opening the account by one, listing, removing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.passkeys import CHALLENGE_LIFE, LONGEST_NAME, MOST, Challenge, Passkey, Purpose, RelyingParty
from kamcareer.services.second_factors import codes_for_a_first_factor, drop_codes_without_a_factor
from kamcareer.services.secret import hash_of, new_secret
from kamcareer.services.sign_ins import Known, end_everything
from kamcareer.store.accounts import find_account
from kamcareer.store.passkeys import (
    add_challenge,
    add_passkey,
    delete_passkeys,
    find_passkey,
    note_use,
    passkeys_of,
    take_challenge,
)

__all__ = ["passkeys_of"]

NAME = "kamcareer"


@dataclass(frozen=True)
class Asking:
    """Who asks a device: the site, the browser it happens in (None while nobody is signed in), the time."""

    site: RelyingParty
    known: Known | None
    now: datetime

    @property
    def sign_in_id(self) -> str | None:
        """The browser that a challenge is bound to."""
        return self.known.sign_in.id if self.known else None


def registration_options(session: Session, asking: Asking, account: Account) -> str:
    """Return as JSON what the browser needs to make a passkey; its user handle is the random id of the account."""
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 - slow, and rarely needed
    from webauthn.helpers import structs  # noqa: PLC0415

    options = generate_registration_options(
        rp_id=asking.site.id,
        rp_name=NAME,
        user_name=account.sign_in_name,
        user_id=UUID(account.id).bytes,
        challenge=_new_challenge(session, asking, Purpose.REGISTER),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(session, account.id),
    )
    return options_to_json(options)


def entry_options(session: Session, asking: Asking, purpose: Purpose, account_id: str | None) -> str:
    """Return as JSON what the browser needs to answer with a passkey: of one account, or whichever the person picks."""
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415

    options = generate_authentication_options(
        rp_id=asking.site.id,
        challenge=_new_challenge(session, asking, purpose),
        allow_credentials=_descriptors(session, account_id) if account_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def register(session: Session, asking: Asking, answer: str, name: str) -> list[str] | None:
    """Take in the passkey that a device has made for whoever is signed in; None when the answer cannot be taken.

    Return new recovery codes where it is the first factor of the account. Every sign-in ends.
    """
    from webauthn import base64url_to_bytes, verify_registration_response  # noqa: PLC0415
    from webauthn.helpers import bytes_to_base64url, parse_registration_credential_json  # noqa: PLC0415

    def verify() -> Any:
        credential = parse_registration_credential_json(answer)
        challenge = _answered(session, asking, Purpose.REGISTER, credential.response.client_data_json)
        return verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=asking.site.id,
            expected_origin=asking.site.origin,
            require_user_verification=True,
        )

    made, known = _verified(verify), asking.known
    if made is None or known is None or len(passkeys_of(session, known.account.id)) >= MOST:
        return None
    codes = codes_for_a_first_factor(session, known.account.id)
    passkey = Passkey(
        id=str(uuid4()),
        account_id=known.account.id,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=name[:LONGEST_NAME],
        created=asking.now,
    )
    if not add_passkey(session, passkey):
        return None
    end_everything(session, known.account)
    return codes


def account_by_passkey(session: Session, asking: Asking, purpose: Purpose, answer: str) -> Account | None:
    """Return the account whose passkey signed a challenge; None for anything else, or when the account is closed."""
    from webauthn import base64url_to_bytes, verify_authentication_response  # noqa: PLC0415
    from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json  # noqa: PLC0415

    found: list[Passkey] = []

    def verify() -> Any:
        credential = parse_authentication_credential_json(answer)
        challenge = _answered(session, asking, purpose, credential.response.client_data_json)
        passkey = find_passkey(session, bytes_to_base64url(credential.raw_id))
        handle = credential.response.user_handle
        if passkey is None or (handle and handle != UUID(passkey.account_id).bytes):
            raise ValueError("no such passkey")
        found.append(passkey)
        return verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=asking.site.id,
            expected_origin=asking.site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )

    signed = _verified(verify)
    account = find_account(session, found[0].account_id) if signed else None
    if account is None or account.closed:
        return None
    note_use(session, found[0].id, signed.new_sign_count, asking.now)
    return account


def remove(session: Session, account: Account, id: str) -> bool:
    """Remove a passkey of an account; return whether it had it. Every sign-in ends."""
    if not delete_passkeys(session, account.id, only=id):
        return False
    drop_codes_without_a_factor(session, account.id)
    end_everything(session, account)
    return True


def _new_challenge(session: Session, asking: Asking, purpose: Purpose) -> bytes:
    challenge = new_secret()
    made = Challenge(hash_of(challenge), purpose, asking.sign_in_id, asking.now + CHALLENGE_LIFE)
    add_challenge(session, made, asking.now)
    return _bytes(challenge)


def _answered(session: Session, asking: Asking, purpose: Purpose, client_data: bytes) -> str:
    """Return the challenge that an answer is to, used up now; ValueError when it may not be answered so."""
    from webauthn.helpers import bytes_to_base64url, parse_client_data_json  # noqa: PLC0415

    challenge = bytes_to_base64url(parse_client_data_json(client_data).challenge)
    found = take_challenge(session, hash_of(challenge))
    if found is None or not found.fits(purpose, asking.sign_in_id, asking.now):
        raise ValueError("the challenge was answered, is too old, or was made for something else")
    return challenge


def _verified(verify: Callable[[], Any]) -> Any:
    """Return what the library made of an answer; None when it is not one, or not the right one."""
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        return verify()
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError):
        return None


def _bytes(challenge: str) -> bytes:
    from webauthn import base64url_to_bytes  # noqa: PLC0415

    return base64url_to_bytes(challenge)


def _descriptors(session: Session, account_id: str) -> list[Any]:
    from webauthn import base64url_to_bytes  # noqa: PLC0415
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor  # noqa: PLC0415

    kept = passkeys_of(session, account_id)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in kept]
