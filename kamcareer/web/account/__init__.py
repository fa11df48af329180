"""Pages of whoever has an account, and the doors to it."""

from flask import Blueprint

from kamcareer.web.account import (
    agreements,
    assessments,
    card,
    company,
    demographics,
    erase,
    my_data,
    notifications,
    one_time_link,
    overview,
    passkeys,
    passphrase,
    second_factor,
    shown,
    sign_in,
    sign_ins,
)


def account_pages() -> Blueprint:
    """Return the table of the account's addresses."""
    pages = Blueprint("account", __name__)
    both = ["GET", "POST"]
    pages.add_url_rule("/sign-in", "sign_in", sign_in.sign_in_here, methods=both)
    pages.add_url_rule("/sign-in/link", "ask_for_link", one_time_link.ask_for_link, methods=both)
    pages.add_url_rule("/sign-in/code", "show_code", second_factor.show_code, methods=both)
    pages.add_url_rule("/sign-in/company", "company_start", company.start_at_company)
    pages.add_url_rule("/sign-in/company/return", "company_return", company.return_from_company)
    pages.add_url_rule("/account/company", "company", company.company_account, methods=both)
    pages.add_url_rule("/account/company/unlink", "leave_company", company.leave_company, methods=["POST"])
    pages.add_url_rule("/sign-in/card", "card", card.come_in_by_card, methods=both)
    pages.add_url_rule("/enter/<token>", "open_link", one_time_link.open_link, methods=both)
    pages.add_url_rule("/account", "overview", overview.show_overview)
    pages.add_url_rule("/account/sign-out", "sign_out", sign_in.sign_out, methods=["POST"])
    pages.add_url_rule("/account/passphrase", "passphrase", passphrase.change, methods=both)
    pages.add_url_rule("/account/second-factor", "second_factor", second_factor.set_up_here, methods=both)
    pages.add_url_rule(
        "/account/second-factor/give-up", "give_up_second_factor", second_factor.give_up_here, methods=both
    )
    pages.add_url_rule(
        "/account/second-factor/recovery-codes",
        "renew_recovery_codes",
        second_factor.renew_recovery_codes,
        methods=["POST"],
    )
    for path, name, view in (
        ("/sign-in/passkey", "enter_by_passkey", passkeys.enter_by_passkey),
        ("/sign-in/passkey/challenge", "ask_device_to_enter", passkeys.ask_device_to_enter),
        ("/account/passkeys", "add_passkey", passkeys.add_passkey),
        ("/account/passkeys/challenge", "ask_device_for_a_new_one", passkeys.ask_device_for_a_new_one),
        ("/account/passkeys/proof", "ask_device_to_prove", passkeys.ask_device_to_prove),
        ("/account/passkeys/<uuid:id>/remove", "remove_passkey", passkeys.remove_passkey),
    ):
        pages.add_url_rule(path, name, view, methods=["POST"])
    pages.add_url_rule("/account/assessments", "claim", assessments.take_in, methods=["POST"])
    pages.add_url_rule("/account/assessments/<uuid:id>", "open_assessment", assessments.open_here, methods=["POST"])
    pages.add_url_rule("/account/sign-ins/<uuid:id>/end", "end_sign_in", sign_ins.end_one, methods=["POST"])
    pages.add_url_rule("/account/sign-ins/end-others", "end_other_sign_ins", sign_ins.end_the_others, methods=["POST"])
    pages.add_url_rule("/account/agreements", "agreements", agreements.show_agreements)
    pages.add_url_rule(
        "/account/agreements/<purpose>/withdraw", "withdraw_agreement", agreements.withdraw_agreement, methods=["POST"]
    )
    pages.add_url_rule("/account/demographics", "demographics", demographics.show_demographics, methods=both)
    pages.add_url_rule(
        "/account/demographics/give", "give_demographics", demographics.give_demographics, methods=["POST"]
    )
    pages.add_url_rule("/account/shown", "shown", shown.show_shown)
    pages.add_url_rule("/account/shown/<uuid:id>/take-back", "take_back", shown.take_back_here, methods=["POST"])
    pages.add_url_rule("/account/letters", "notifications", notifications.show_notifications, methods=both)
    pages.add_url_rule("/account/data", "my_data", my_data.show_my_data)
    pages.add_url_rule("/account/data/<style>", "download_my_data", my_data.download_my_data, methods=["POST"])
    pages.add_url_rule("/about/data-schema.json", "data_schema", my_data.show_schema)
    pages.add_url_rule("/account/delete", "erase", erase.erase_my_account, methods=both)
    return pages
