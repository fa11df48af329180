"""Several agreed levels in one form."""

import pytest
from flask import Flask
from wtforms.validators import Length

from kamcareer.web.agreed_levels import agreed_levels_form


@pytest.mark.parametrize(("typed", "right"), [("", True), ("0", True), ("4", True), (" ", False), ("²", False)])
def test_a_level_is_one_of_the_scale_or_nothing(app: Flask, typed: str, *, right: bool):
    with app.test_request_context(method="POST", data={"level-negotiation": typed}):
        form = agreed_levels_form(["negotiation"], Length(max=10))
        form.validate()

        assert (not form.rows["negotiation"].wrong) == right
