import re
import shutil
import subprocess
import zlib
from contextlib import suppress

import pytest

from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.exports.pdf import PdfUnavailableError, pdf_from_html
from kamcareer.factory import create_app
from tests.conftest import lacking
from tests.exports.reports import EXAMPLE, FRAMEWORK, TARGET

FONTS = PROJECT_ROOT / "static" / "fonts" / "print"


def pdf(html: str) -> bytes:
    try:
        return pdf_from_html(html, FONTS)
    except PdfUnavailableError as error:
        lacking(str(error))


def text_of(data: bytes) -> str:
    if not shutil.which("pdftotext"):
        lacking("no pdftotext to read the PDF with: apt-get install poppler-utils")
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def streams(data: bytes) -> list[bytes]:
    """Return the compressed parts of a PDF, unpacked."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(packed))
    return found


@pytest.fixture(scope="module", params=["ru", "en"])
def printed(request, tmp_path_factory) -> tuple[str, str]:
    """The text of the example's report as PDF, by language."""
    pdf("<p>x</p>")
    folder = tmp_path_factory.mktemp("pdf")
    runner = create_app(Settings.from_env({"KAMCAREER_DATA": str(folder)})).test_cli_runner()
    out = folder / "report.pdf"
    args = ["gap", str(EXAMPLE), "--to", TARGET, "--lang", request.param, "--format", "pdf", "-o", str(out)]
    result = runner.invoke(args=args)
    assert result.exit_code == 0, result.output
    return request.param, re.sub(r"\s+", " ", text_of(out.read_bytes()))


def test_the_report_is_readable_text_with_shares_and_the_year(printed):
    language, text = printed

    assert re.search(r"\b\d{1,3} ?%", text)
    assert re.search(r"\b20\d\d\b", text)
    assert FRAMEWORK.roles[TARGET].short[language] in text
    assert "None" not in text


def test_the_report_holds_the_persons_own_example(printed):
    assert "Обменяли её на место у кассы" in printed[1]


def test_cyrillic_latin_and_signs_come_through():
    text = text_of(
        pdf("<html lang=ru><title>т</title><p style='font-family:Onest'>Отчёт КАМ №1 — «да», +9 %, 2026</p>")
    )

    assert "Отчёт КАМ №1 — «да», +9 %, 2026" in text.replace("\xa0", " ")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "../../../app.py"])
def test_a_text_cannot_make_the_printer_fetch_anything(address, caplog):
    data = pdf(f"<html lang=ru><title>т</title><p>видно</p><img src='{address}' alt='рисунок'>")

    assert data.startswith(b"%PDF-")
    assert "may not fetch" in caplog.text


def test_a_pdf_can_be_read_aloud():
    data = pdf("<html lang=ru><title>Отчёт</title><h1>Отчёт</h1>")

    assert b"pdfuaid" in b"".join([data, *streams(data)])
    assert b"/StructTreeRoot" in b"".join([data, *streams(data)])
