"""What a request says, as the application reads it."""

from io import BytesIO

from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.web.requests import OwnRequest

WORDS = st.text(st.characters(codec="utf-8") | st.just("\0"), max_size=20)
SAID = st.lists(st.tuples(WORDS.filter(lambda name: name.strip("\0")), WORDS), max_size=5)
APP = Flask(__name__)
APP.request_class = OwnRequest


def plain(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted((name.replace("\0", ""), value.replace("\0", "")) for name, value in said)


def fields(said: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [value for other, value in said if other == name] for name, _ in said}


@given(query=SAID, form=SAID)
def test_nothing_that_is_said_holds_a_sign_that_postgresql_refuses_and_all_else_is_as_it_was(
    query: list[tuple[str, str]], form: list[tuple[str, str]]
):
    with APP.test_request_context("/", method="POST", query_string=fields(query), data=fields(form)):
        assert sorted(request.args.items(multi=True)) == plain(query)
        assert sorted(request.form.items(multi=True)) == plain(form)


def test_a_file_is_read_byte_for_byte():
    sent = {"file": (BytesIO(b"a\0b"), "one.bin"), "name": "а\0б"}
    with APP.test_request_context("/", method="POST", data=sent):
        assert request.files["file"].read() == b"a\0b"
        assert request.form["name"] == "аб"
