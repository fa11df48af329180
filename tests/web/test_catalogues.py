"""Words of pages come from one set of catalogues, whatever the language, and what fills them stays text."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from flask import Flask, render_template_string
from flask_babel import force_locale, get_translations, gettext

from kamcareer.config import PROJECT_ROOT

RUSSIAN = BytesIO((PROJECT_ROOT / "translations" / "ru" / "LC_MESSAGES" / "messages.po").read_bytes())
MESSAGES = [
    message.id
    for message in read_po(RUSSIAN)
    if isinstance(message.id, str) and message.id and not message.context and "%" not in message.id
]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_says_every_message_as_the_catalogue_has_it(app: Flask, language: str):
    with app.test_request_context(), force_locale(language):
        said = render_template_string("{% for m in all %}{{ _(m) }}\x1f{% endfor %}", all=MESSAGES).split("\x1f")[:-1]

        assert said == [get_translations().ugettext(message) for message in MESSAGES]
        assert said == [gettext(message) for message in MESSAGES]


def test_one_page_may_speak_two_languages_in_turn(app: Flask):
    with app.test_request_context():
        with force_locale("en"):
            english = render_template_string("{{ _('Topic') }}")
        with force_locale("ru"):
            russian = render_template_string("{{ _('Topic') }}")

    assert (english, russian) == ("Topic", "Тема")


def test_what_fills_a_message_is_text_and_a_percent_sign_is_one(app: Flask):
    with app.test_request_context(), force_locale("en"):
        said = render_template_string("{{ _('%(name)s has <b>100 %%</b>', name='<i>') }}")
        bare = render_template_string("{{ _('100 %%') }}")
        number = render_template_string("{{ ngettext('%(num)d page', '%(num)d pages', 2) }}")

    assert (said, bare, number) == ("&lt;i&gt; has <b>100 %</b>", "100 %", "2 pages")
