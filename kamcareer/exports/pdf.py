"""HTML of the print templates as PDF bytes."""

from pathlib import Path
from typing import Any

PRINT_FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts" / "print"


class PdfUnavailableError(RuntimeError):
    """The system libraries that make PDF files are missing; the message says how to get them."""


def pdf_from_html(html: str, fonts: Path, picture: Path | None = None) -> bytes:
    """Return the PDF of a print template. `fonts` holds onest-400.ttf, onest-600.ttf and onest-700.ttf.

    `picture` is the one file besides them that the template may show.

    One merged font file for each weight: WeasyPrint mixes up letters when a family is split by unicode-range.
    """
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - half a second and Pango, only when a PDF is wanted
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailableError(
            "PDF needs the Pango library: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error
    configuration = FontConfiguration()
    css = CSS(string=_font_faces(fonts), font_config=configuration)
    document = HTML(string=html, base_url=str(fonts), url_fetcher=_only_local(fonts, picture))
    written: Any = document.write_pdf(stylesheets=[css], font_config=configuration, pdf_variant="pdf/ua-1")
    return bytes(written)


def _font_faces(fonts: Path) -> str:
    return "".join(
        f'@font-face{{font-family:Onest;font-weight:{weight};src:url("{(fonts / f"onest-{weight}.ttf").as_uri()}")}}'
        for weight in (400, 600, 700)
    )


def _only_local(fonts: Path, picture: Path | None) -> Any:
    """Return a fetcher that reads the fonts, the picture and nothing else: a person's text may hold any address."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    shown = picture.as_uri() if picture else None

    class LocalOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(fonts.as_uri()) and url != shown:
                raise ValueError(f"the print template may not fetch {url}")
            return super().fetch(url, headers)

    return LocalOnly()
