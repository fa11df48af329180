"""The head of every page carries name and logo of the company that runs the installation, where they are set."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from pypdf import PdfReader

from kamcareer.core.accent_colour import LEAST, contrast, light_of, tones_of
from kamcareer.web.assets import SOURCE
from kamcareer.web.printed import printed
from tests.web.pages import Reader
from tests.web.test_presentations import LOGO


def head(reader: Reader, path: str) -> str:
    page = reader.open(path).response.get_data(as_text=True)
    return page.partition("<header")[2].partition("</header>")[0]


def test_without_settings_the_head_is_this_products_and_there_is_no_picture(reader: Reader):
    assert "<span>kamcareer</span>" in head(reader, "/")
    assert "<img" not in head(reader, "/")
    assert reader.get("/company-logo").status == 404


@pytest.mark.parametrize("path", ["/", "/roles", "/sign-in"])
def test_name_and_logo_stand_at_the_head_of_pages_whatever_the_file_is_called(app: Flask, tmp_path: Path, path: str):
    file = tmp_path / "logo"
    file.write_bytes(LOGO)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], logo=file, company_name="Ромашка & Ко")
    reader = Reader(app)
    picture = reader.get("/company-logo").response

    assert "<span>Ромашка &amp; Ко</span>" in head(reader, path)
    assert 'src="/company-logo"' in head(reader, path)
    assert (picture.mimetype, picture.data) == ("image/png", LOGO)
    assert picture.headers["Cache-Control"] == "public, max-age=3600"


def test_a_colour_is_a_style_sheet_of_its_own_behind_the_usual_one_and_without_it_there_is_none(app: Flask):
    reader = Reader(app)
    assert "company-colours" not in reader.open("/").response.get_data(as_text=True)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], accent=tones_of("#6b2fa0"))
    page = reader.open("/").response.get_data(as_text=True)
    sheet = reader.get("/company-colours.css").response

    assert page.index("css/app.css") < page.index('href="/company-colours.css?of=6b2fa0"')
    assert 'content="#37254b"' in page
    assert sheet.mimetype == "text/css"
    assert "--accent:light-dark(#6b2fa0,#d1aefd);" in sheet.get_data(as_text=True)


MEANING = [
    ".heat-is .above",
    ".heat-is .far-above",
    ".heat-is .below",
    ".rate.r4",
    ".act.invite",
    ".flash p,#queue-notice",
]


@pytest.mark.parametrize("selector", MEANING)
def test_colours_that_mean_something_stay_whatever_the_colour_of_the_company(app: Flask, selector: str):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], accent=tones_of("#a01f4f"))
    own = set(re.findall(r"--([\w-]+):", Reader(app).get("/company-colours.css").response.get_data(as_text=True)))
    rule = re.search(re.escape(selector) + r"{([^}]*)}", (SOURCE / "css" / "app.css").read_text("utf-8"))

    assert rule
    assert not own & set(re.findall(r"var\(--([\w-]+)\)", rule[1]))


def test_words_can_be_read_on_the_colours_that_mean_something_light_and_dark():
    css = (SOURCE / "css" / "app.css").read_text("utf-8")
    pairs = dict(re.findall(r"--(good[\w-]*):light-dark\((#\w+,#\w+)\)", css))
    tones = {name: [light_of(one) for one in both.split(",")] for name, both in pairs.items()}

    for nearly_ink, good, ink, soft, band in zip(
        (light_of("#12262b"), light_of("#e8f0f1")), *(tones[one] for one in ("good", "good-ink", "good-soft", "good-band")),
        strict=True,
    ):  # fmt: skip
        assert min(contrast(nearly_ink, ground) for ground in (soft, band)) >= LEAST
        assert min(contrast(one, soft) for one in (good, ink)) >= LEAST


def test_files_on_paper_carry_name_logo_and_colour(app: Flask, tmp_path: Path):
    file = tmp_path / "logo.png"
    file.write_bytes(LOGO)
    tones = tones_of("#6b2fa0")
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], logo=file, company_name='"Ро}машка" & </style>', accent=tones
    )
    with app.test_request_context():
        html = render_template_string(
            '{% include "print/company.html" %}{{ company_name()|css_text }}', logo=file.as_uri()
        )
        pdf = PdfReader(BytesIO(printed("print/ambition.html", title="План", parts=[])))

    assert file.as_uri() in html
    assert html.endswith("\\000022Ро\\00007dмашка\\000022 \\000026 \\00003c\\00002fstyle\\00003e")
    assert len(pdf.pages[0].images) == 1
