"""A telephone number as it is kept, so that two spellings of one number are the same."""

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number, parse

HOME = "RU"  # of a number without a plus: 8 916…, 7 916… and 916… are the same
ABROAD = "00"  # as a plus is written in much of the world; no number here begins so


def phone_number(text: str) -> str:
    """Return a number as +79161234567; ValueError when it is none.

    How long it may be is asked, not whether it was given out: lists of that are always a little old.
    """
    bare = text.strip()
    try:
        number = parse(f"+{bare.removeprefix(ABROAD)}" if bare.startswith(ABROAD) else bare, HOME)
    except NumberParseException:
        number = None
    foreign = any(sign.isdigit() and not sign.isascii() for sign in text)
    if number is None or number.extension or foreign or not is_possible_number(number):
        raise ValueError(f"{text!r} is no telephone number")
    return format_number(number, PhoneNumberFormat.E164)
