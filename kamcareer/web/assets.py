"""Static files under an address that holds the hash of their content, so that browsers may keep them for ever."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from kamcareer.config import PROJECT_ROOT
from kamcareer.web.headers import headers_of

SOURCE = PROJECT_ROOT / "static"
YEAR = 31_536_000


def serve_assets(app: Flask) -> None:
    """Serve the static files, compressed ones where they were built."""
    version = content_version(SOURCE)
    built = built_folder(app, version)
    app.config["ASSET_VERSION"] = version
    app.jinja_env.globals["asset_url"] = asset_url
    files = WhiteNoise(
        app.wsgi_app,
        root=str(built if built.exists() else SOURCE),
        prefix=f"static/{version}/",
        max_age=YEAR,
        immutable_file_test=lambda _path, _url: True,
        charset="utf-8",
        allow_all_origins=False,
    )
    app.extensions["static_files"] = files
    app.wsgi_app = _secured(files, headers_of(app))  # type: ignore[method-assign]


def asset_url(path: str) -> str:
    """Return the address of a static file: "css/app.css"."""
    return f"/static/{current_app.config['ASSET_VERSION']}/{path}"


def content_version(source: Path) -> str:
    """Return a hash of the content of all static files, 12 hexadecimal digits."""
    total = hashlib.sha256()
    for file in sorted(source.rglob("*")):
        if file.is_file():
            total.update(file.relative_to(source).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:12]


def built_folder(app: Flask, version: str) -> Path:
    """Return where the compressed copies of a version are."""
    folder: Path = app.config["SETTINGS"].data_folder / "assets" / version
    return folder


def build_assets(app: Flask) -> None:
    """Serve compressed copies of the static files, made once a version; older versions are removed."""
    built = built_folder(app, app.config["ASSET_VERSION"])
    if not built.exists():
        _compress_into(built)
        app.extensions["static_files"].add_files(str(built), f"static/{built.name}/")


def _compress_into(built: Path) -> None:
    unfinished = built.with_name(f"{built.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(SOURCE, unfinished)
    compressor = Compressor(quiet=True)
    for file in unfinished.rglob("*"):
        if file.is_file() and compressor.should_compress(file.name) and file.suffix != ".ttf":
            list(compressor.compress(str(file)))
    for old in built.parent.iterdir():
        if old != unfinished:
            shutil.rmtree(old)
    unfinished.rename(built)


def _secured(application: Any, headers_of_every_answer: dict[str, str]) -> Any:
    """Add the security headers to what the file server says by itself: files, refused methods and ranges."""

    def answer(environ: Any, start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            said = {name.lower() for name, _ in headers}
            missing = [header for header in headers_of_every_answer.items() if header[0].lower() not in said]
            return start_response(status, [*headers, *missing], exc_info)

        return application(environ, start)

    return answer
