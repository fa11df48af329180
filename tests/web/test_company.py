"""The head of every page carries name and logo of the company that runs the installation, where they are set."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from pypdf import PdfReader

from kamcareer.core.accent_colour import tones_of
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
