"""The notice: who answers, what for, how long, from the settings and the register; and nobody else is ever asked."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.my_data import data_register
from tests.conftest import settings_for
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import addresses
from tests.web.stock import stock


def test_without_settings_the_notice_says_plainly_that_nobody_is_named(any_reader: Reader):
    words = any_reader.open("/about/privacy").main.text

    assert ("назвал себя не полностью" if any_reader.language == "ru" else "has not named themselves") in words
    assert ("название не указано" if any_reader.language == "ru" else "no name is given") in words


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_notice_is_made_of_the_settings_and_the_register(tmp_path: Path, language: str):
    named = {"NAME": "ООО «Ромашка»", "INN": "7700000000", "ADDRESS": "Москва, 1", "CONTACT": "a@example.ru",
             "DATA_CONTACT": "dpo@example.ru"}  # fmt: skip
    env = {f"KAMCAREER_OPERATOR_{part}": value for part, value in named.items()}
    app = create_app(settings_for(tmp_path, **env, KAMCAREER_KEEP_MONTHS="development.finished=7"))
    page = Reader(app, language).open("/about/privacy")

    assert [value for value in named.values() if value not in page.main.text] == []
    assert ("7 месяцев" if language == "ru" else "7 months") in page.main.text
    assert page.main.all(class_="panel notice") == []
    rows = page.main.text.lower()
    assert [name for name, entry in data_register().tables.items() if entry.holds[language].lower() not in rows] == []


LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "form": "action"}


def test_no_page_loads_or_sends_anything_elsewhere(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]
):
    """Links that a person follows themselves may lead away; nothing that a browser does by itself does."""
    reader = member().sit_down(person.id)
    seen = 0
    for address in addresses(app, stock(app, framework, person.id)):
        page = reader.get(address.path) if address.method == "GET" else None
        if page is None or not page.is_html:
            continue
        seen += 1
        for element in page.tree.inside():
            value = element.get(LOADS.get(element.tag, "")) or ""
            assert urlsplit(value).netloc in {"", "localhost"}, (address.path, value)
            assert "url(" not in (element.get("style") or "")
    assert seen > 30


def test_no_style_and_no_script_names_another_host():
    from kamcareer.web.assets import SOURCE

    for file in [*SOURCE.rglob("*.css"), *(SOURCE / "js").glob("*.js")]:
        found = re.findall(r"""(?:url\(|fetch\(|import\s*\(?|from\s+)["']?(https?:)?//[^)"']+""", file.read_text())
        assert found == [], file.name
