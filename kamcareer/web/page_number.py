"""Which page of a long list is asked for."""

import re

from flask import abort, request

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,3}")  # no list has ten thousand pages, and a database no row of any number


def page_number() -> int:
    """Return the page of a list that the address asks for, 1 to 9,999; the first where it asks for none.

    404 for anything else, one number in one writing.
    """
    asked = request.args.get("page", "1")
    if not PAGE_NUMBER.fullmatch(asked):
        abort(404)
    return int(asked)
