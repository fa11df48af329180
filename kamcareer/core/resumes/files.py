"""The text of a résumé in a file: PDF, DOCX, TXT or JSON, read with suspicion. What it is its bytes say."""

from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from kamcareer.core.plain_bytes import decoded
from kamcareer.core.resumes.refusal import MAX_PAGES, MAX_TEXT, Refusal, RefusedResumeError
from kamcareer.core.spreadsheets.reading import ARCHIVE, COMPOUND
from kamcareer.core.spreadsheets.refusal import MAX_BYTES, RefusedFileError
from kamcareer.core.spreadsheets.refusal import Refusal as TableRefusal
from kamcareer.core.spreadsheets.workbook import refuse_bombs

PDF = b"%PDF-"
RTF = b"{\\rtf"
HEAD = 1024  # a PDF may begin a little later
MAX_STREAM = 5_000_000  # bytes of one unpacked part of a PDF
MAX_OPERATIONS = 60_000  # strokes and letters of a PDF; a closely printed page has some three thousand


def text_of_file(data: bytes) -> str:
    """Return the text of a file, at most forty thousand characters; RefusedResumeError says what is wrong."""
    if not data:
        raise RefusedResumeError(Refusal.EMPTY)
    if len(data) > MAX_BYTES:
        raise RefusedResumeError(Refusal.TOO_LARGE)
    if data.startswith((COMPOUND, RTF)):
        raise RefusedResumeError(Refusal.OLD)
    try:
        text = _text(data)
    except RefusedResumeError:
        raise
    except Exception:  # noqa: BLE001 - what a hostile file makes of the reader has no end of kinds
        raise RefusedResumeError(Refusal.DAMAGED) from None
    if len(text) > MAX_TEXT:
        raise RefusedResumeError(Refusal.TOO_LONG)
    return text


def _text(data: bytes) -> str:
    if PDF in data[:HEAD]:
        return _pdf(data)
    return _docx(data) if data.startswith(ARCHIVE) else _plain(data)


def _plain(data: bytes) -> str:
    text = decoded(data, "\t\r\n\f\v")
    if text is None:
        raise RefusedResumeError(Refusal.UNKNOWN)
    return text


def _docx(data: bytes) -> str:
    try:
        refuse_bombs(data)
        with ZipFile(BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise RefusedResumeError(Refusal.UNKNOWN)
    except RefusedFileError as error:
        locked = error.refusal is TableRefusal.OLD_OR_LOCKED
        raise RefusedResumeError(Refusal.LOCKED if locked else Refusal.TOO_LARGE) from None
    except BadZipFile:
        raise RefusedResumeError(Refusal.DAMAGED) from None
    # Who reads no Word file should not wait for it.
    from docx import Document  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    # Paragraph by paragraph through the tables too, which hh.ru puts the years at work in.
    paragraphs = Document(BytesIO(data)).element.body.iter(qn("w:p"))
    text = "\n".join(_words(one, qn("w:t"), {qn("w:br"): "\n", qn("w:tab"): "\t"}) for one in paragraphs)
    if not text.strip():
        raise RefusedResumeError(Refusal.NO_TEXT)
    return text


def _words(paragraph: Any, words: str, breaks: dict[str, str]) -> str:
    return "".join((one.text or "") if one.tag == words else breaks.get(one.tag, "") for one in paragraph.iter())


def _pdf(data: bytes) -> str:
    from pypdf import Configuration, apply_configuration  # noqa: PLC0415
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    limits = Configuration(
        maximum_declared_stream_length=MAX_STREAM,
        array_based_stream_maximum_output_length=MAX_STREAM,
        zlib_maximum_output_length=MAX_STREAM,
        lzw_maximum_output_length=MAX_STREAM,
        run_length_maximum_output_length=MAX_STREAM,
        stream_parsing_work_maximum_count=5 * MAX_OPERATIONS,
        xform_maximum_invocations_per_extraction=200,
        page_tree_maximum_entries=1_000,
        jbig2dec_binary=None,
    )
    try:
        with apply_configuration(limits):
            text = _text_of_pages(data)
    except LimitReachedError:
        raise RefusedResumeError(Refusal.TOO_LONG) from None
    if not text.strip():
        raise RefusedResumeError(Refusal.NO_TEXT)
    return text


def _text_of_pages(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedResumeError(Refusal.LOCKED)
    if len(reader.pages) > MAX_PAGES:
        raise RefusedResumeError(Refusal.TOO_LONG)
    budget = _Budget()
    return "\n".join(_page(page, budget) for page in reader.pages)


def _page(page: Any, budget: "_Budget") -> str:
    return str(page.extract_text(visitor_operand_before=budget.count, visitor_text=budget.count_letters))


class _Budget:
    """How much of a PDF is read before it is given up: a page may be drawn with millions of strokes."""

    def __init__(self) -> None:
        self.operations, self.letters = MAX_OPERATIONS, 2 * MAX_TEXT

    def count(self, *_what: Any) -> None:
        """Count one stroke or letter; RefusedResumeError beyond the last."""
        self.operations -= 1
        if self.operations < 0:
            raise RefusedResumeError(Refusal.TOO_LONG)

    def count_letters(self, text: str, *_where: Any) -> None:
        """Count the letters of a text; RefusedResumeError beyond the last."""
        self.letters -= len(text)
        if self.letters < 0:
            raise RefusedResumeError(Refusal.TOO_LONG)
