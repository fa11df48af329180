"""Where Pango is missing every file of PDF is refused by the same page, which says what to do; nothing is half done."""

import sys
from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import addresses
from tests.web.stock import seat, stock

EMAIL = "vera@example.ru"


class NoPango:
    """Importing WeasyPrint fails as it does where the system has no Pango."""

    def find_spec(self, name: str, *_others: object) -> None:
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])


@pytest.mark.usefixtures("unlimited", "no_pango")
def test_every_address_of_a_pdf_says_that_there_is_none_and_how_to_get_it(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]
):
    reader = member(EMAIL, *GRANTED, second_factor=True)
    known = addresses(app, stock(app, framework, person.id))
    seat(app, EMAIL)
    reader.sit_down(person.id)
    asked = {one.endpoint: one for one in known if "pdf" in one.path.partition("?")[0].rpartition("/")[2]}
    token = {"csrf_token": reader.open("/account/data").csrf}
    told = {name: reader.request(one.method, one.path, data=token) for name, one in asked.items()}

    assert len(asked) >= 6
    assert {name: page.status for name, page in told.items()} == dict.fromkeys(asked, 503)
    for page in told.values():
        assert "apt-get install libpango" in page.main.text
        assert "Печать" in page.main.text


@pytest.mark.usefixtures("no_pango")
def test_no_card_is_made_that_cannot_be_printed(member: Callable[..., Reader], rows: Callable):
    member("oleg@example.ru")
    hr = member("hr@example.ru", Role.HR, second_factor=True)
    page = hr.send(hr.open("/hr/cards"), people="10423; Анна; oleg@example.ru")

    assert page.status == 503
    assert rows()["card"] == []
