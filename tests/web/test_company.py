"""The head of every page carries name and logo of the company that runs the installation, where they are set."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

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
