"""Pages of whoever has an account, and the doors to it."""

from flask import Blueprint

from kamcareer.web.account import (
    agreements,
    assessments,
    calibration_sessions,
    card,
    company,
    demographics,
    erase,
    my_data,
    nominations,
    notifications,
    one_time_link,
    overview,
    passkeys,
    passphrase,
    peers,
    rounds,
    second_factor,
    shown,
    sign_in,
    sign_ins,
)

BOTH = ["GET", "POST"]
POST = ["POST"]


def account_pages() -> Blueprint:
    """Return the table of the account's addresses."""
    pages = Blueprint("account", __name__)
    _sign_in_pages(pages)
    _factor_pages(pages)
    _own_data_pages(pages)
    return pages


def _sign_in_pages(pages: Blueprint) -> None:
    pages.add_url_rule("/sign-in", "sign_in", sign_in.sign_in_here, methods=BOTH)
    pages.add_url_rule("/sign-in/link", "ask_for_link", one_time_link.ask_for_link, methods=BOTH)
    pages.add_url_rule("/sign-in/code", "show_code", second_factor.show_code, methods=BOTH)
    pages.add_url_rule("/sign-in/company", "company_start", company.start_at_company)
    pages.add_url_rule("/sign-in/company/return", "company_return", company.return_from_company)
    pages.add_url_rule("/sign-in/card", "card", card.come_in_by_card, methods=BOTH)
    pages.add_url_rule("/enter/<token>", "open_link", one_time_link.open_link, methods=BOTH)
    pages.add_url_rule("/account/sign-out", "sign_out", sign_in.sign_out, methods=POST)
    one = "/account/sign-ins"
    pages.add_url_rule(f"{one}/<uuid:id>/end", "end_sign_in", sign_ins.end_one, methods=POST)
    pages.add_url_rule(f"{one}/end-others", "end_other_sign_ins", sign_ins.end_the_others, methods=POST)


def _factor_pages(pages: Blueprint) -> None:
    pages.add_url_rule("/sign-in/company/invitation", "accept_by_company", company.accept_by_company, methods=BOTH)
    pages.add_url_rule("/account/company", "company", company.company_account, methods=BOTH)
    pages.add_url_rule("/account/company/unlink", "leave_company", company.leave_company, methods=POST)
    pages.add_url_rule("/account/passphrase", "passphrase", passphrase.change, methods=BOTH)
    second = "/account/second-factor"
    pages.add_url_rule(second, "second_factor", second_factor.set_up_here, methods=BOTH)
    pages.add_url_rule(f"{second}/give-up", "give_up_second_factor", second_factor.give_up_here, methods=BOTH)
    codes = f"{second}/recovery-codes"
    pages.add_url_rule(codes, "renew_recovery_codes", second_factor.renew_recovery_codes, methods=POST)
    for path, name, view in (
        ("/sign-in/passkey", "enter_by_passkey", passkeys.enter_by_passkey),
        ("/sign-in/passkey/challenge", "ask_device_to_enter", passkeys.ask_device_to_enter),
        ("/account/passkeys", "add_passkey", passkeys.add_passkey),
        ("/account/passkeys/challenge", "ask_device_for_a_new_one", passkeys.ask_device_for_a_new_one),
        ("/account/passkeys/proof", "ask_device_to_prove", passkeys.ask_device_to_prove),
        ("/account/passkeys/<uuid:id>/remove", "remove_passkey", passkeys.remove_passkey),
    ):
        pages.add_url_rule(path, name, view, methods=POST)


def _own_data_pages(pages: Blueprint) -> None:
    pages.add_url_rule("/account", "overview", overview.show_overview)
    pages.add_url_rule("/account/assessments", "claim", assessments.take_in, methods=POST)
    pages.add_url_rule("/account/assessments/<uuid:id>", "open_assessment", assessments.open_here, methods=POST)
    one_round = "/account/rounds/<uuid:id>"
    pages.add_url_rule(one_round, "round", rounds.take_part_here, methods=BOTH)
    pages.add_url_rule(f"{one_round}/leave", "leave_round", rounds.leave_here, methods=POST)
    pages.add_url_rule(f"{one_round}/colleagues", "propose_peer", peers.propose_here, methods=POST)
    one_peer = f"{one_round}/colleagues/<uuid:peer>/drop"
    pages.add_url_rule(one_peer, "drop_peer", peers.propose_no_more_here, methods=POST)
    pages.add_url_rule("/account/colleagues/<uuid:id>", "peer", peers.say_here, methods=BOTH)
    pages.add_url_rule("/account/calibration/<uuid:id>", "calibration", calibration_sessions.answer_here, methods=BOTH)
    one_place = "/account/talent-pool/<uuid:id>"
    pages.add_url_rule(one_place, "nomination", nominations.answer_here, methods=BOTH)
    pages.add_url_rule(f"{one_place}/leave", "leave_nomination", nominations.leave_here, methods=POST)
    agreed = "/account/agreements"
    pages.add_url_rule(agreed, "agreements", agreements.show_agreements)
    withdraw = f"{agreed}/<purpose>/withdraw"
    pages.add_url_rule(withdraw, "withdraw_agreement", agreements.withdraw_agreement, methods=POST)
    asked = "/account/demographics"
    pages.add_url_rule(asked, "demographics", demographics.show_demographics, methods=BOTH)
    pages.add_url_rule(f"{asked}/give", "give_demographics", demographics.give_demographics, methods=POST)
    pages.add_url_rule("/account/shown", "shown", shown.show_shown)
    pages.add_url_rule("/account/shown/<uuid:id>/take-back", "take_back", shown.take_back_here, methods=POST)
    pages.add_url_rule("/account/letters", "notifications", notifications.show_notifications, methods=BOTH)
    pages.add_url_rule("/account/data", "my_data", my_data.show_my_data)
    pages.add_url_rule("/account/data/<style>", "download_my_data", my_data.download_my_data, methods=POST)
    pages.add_url_rule("/about/data-schema.json", "data_schema", my_data.show_schema)
    pages.add_url_rule("/account/delete", "erase", erase.erase_my_account, methods=BOTH)
