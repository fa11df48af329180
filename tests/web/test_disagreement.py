"""Where sources contradict each other the person reads so, kindly; whoever is shown the report reads no more than that."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.web.conftest import Person
from tests.web.test_numbers import seen_by_manager

WORDS = {
    "ru": ("Источники здесь расходятся", "выше — ваш ответ, ниже — руководитель"),
    "en": ("Sources differ here more than usual", "higher – your own answer, lower – your manager"),
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_manager_far_below_is_told_on_the_page_in_the_pdf_and_in_the_text(
    app: Flask, somebody: Callable[..., Person], language: str
):
    person = somebody(language=language)
    before = person.reader.open("/report").main.text
    seen_by_manager(app, person, 0, 4)  # the fourth says 3
    page = person.reader.open("/report").main.text
    text = person.reader.open("/report/download/txt").response.text
    pdf = PdfReader(BytesIO(person.reader.open("/report/download/pdf").response.data))
    printed = " ".join(" ".join(sheet.extract_text().split()) for sheet in pdf.pages)
    differ, named = WORDS[language]

    assert differ not in before
    for where in (page, text, printed):
        assert differ in where
        assert named in where
