"""What a first visit may weigh, in bytes on the wire."""

from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask

from kamcareer.web.assets import SOURCE, build_assets
from tests.web.conftest import Person

KB = 1000
KIB = 1024
FONTS = sorted((SOURCE / "fonts").glob("*.woff2"))
SCRIPTS = [SOURCE / "js" / name for name in ("app.js", "queue.js", "question.js")]
CSS = [SOURCE / "css" / "app.css"]


def wire(files: list[Path]) -> int:
    """Return what files weigh on the wire: fonts are compressed already, the rest goes out as brotli 11."""
    return sum(
        file.stat().st_size if file.suffix == ".woff2" else len(brotli.compress(file.read_bytes(), quality=11))
        for file in files
    )


def page(person: Person, path: str) -> int:
    response = person.reader.get(path, headers={"Accept-Encoding": "br, gzip"}).response
    assert response.content_encoding == "br"
    return len(response.data)


def test_the_stylesheet_weighs_at_most_ten_kilobytes():
    assert wire(CSS) <= 10 * KB


def test_all_scripts_of_an_ordinary_page_weigh_at_most_eight_kilobytes():
    ordinary = {file.name for file in (SOURCE / "js").glob("*.js")} - {
        "chart.js",
        "live_check.js",
        "passkeys.js",
        "scorecard.js",
        "waiting.js",
        "what_if.js",
    }

    assert ordinary == {file.name for file in SCRIPTS}
    assert wire(SCRIPTS) <= 8 * KB


def test_the_fonts_weigh_at_most_thirty_kilobytes():
    assert len(FONTS) >= 2
    assert wire(FONTS) <= 30 * KB


@pytest.mark.parametrize("path", ["/", "/assessment/questions/negotiation", "/report", "/assessment/plan"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_weighs_at_most_fifteen_kilobytes(somebody: Callable[..., Person], language: str, path: str):
    assert page(somebody(language=language), path) <= 15 * KB


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_first_visit_weighs_at_most_sixty_kibibytes(somebody: Callable[..., Person], language: str):
    files = [*CSS, *SCRIPTS, SOURCE / "js" / "what_if.js", *FONTS, SOURCE / "icon.svg"]

    assert page(somebody(language=language), "/report") + wire(files) <= 60 * KIB


def test_the_built_files_are_sent_compressed_and_the_same(app: Flask):
    from kamcareer.factory import create_app

    built = build_assets(app)
    response = (
        create_app(app.config["SETTINGS"])
        .test_client()
        .get(f"/static/{app.config['ASSET_VERSION']}/css/app.css", headers={"Accept-Encoding": "br"}, buffered=True)
    )

    assert response.content_encoding == "br"
    assert brotli.decompress(response.data) == CSS[0].read_bytes()
    assert build_assets(app) == built


def test_files_of_an_older_version_are_removed(app: Flask):
    old = app.config["SETTINGS"].data_folder / "assets" / "0ld"
    old.mkdir(parents=True)
    build_assets(app)

    assert [path.name for path in old.parent.iterdir()] == [app.config["ASSET_VERSION"]]
