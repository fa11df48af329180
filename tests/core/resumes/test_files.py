"""Files of résumés: PDF, DOCX, TXT by their bytes; what is none, too much, locked or only a picture is refused."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from kamcareer.core.resumes.files import MAX_OPERATIONS, text_of_file
from kamcareer.core.resumes.reading import proposal_of
from kamcareer.core.resumes.refusal import MAX_PAGES, Refusal, RefusedResumeError
from kamcareer.core.spreadsheets.refusal import MAX_BYTES, MAX_UNPACKED
from tests.core.resumes.samples import HH_RU


def pdf(body: str = "".join(f"<div>{line}&nbsp;</div>" for line in HH_RU.splitlines())) -> bytes:
    return HTML(string=f"<body style='font-size: 9px'>{body}</body>").write_pdf()


def docx() -> bytes:
    """As hh.ru does it: the time at work in the left cell of a table, the rest in the right one."""
    head, _, rest = HH_RU.partition("Март 2019")
    document = Document()
    for line in head.splitlines():
        document.add_paragraph(line)
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    time, _, work = f"Март 2019{rest}".partition("ООО")
    left.text, right.text = time, f"ООО{work}"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes, password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(data))), BytesIO()
    writer.encrypt(password, "owner", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


FILES = {
    "utf-8": HH_RU.encode(),
    "windows": HH_RU.encode("cp1251"),
    "utf-16": HH_RU.encode("utf-16"),
    "docx": docx(),
    "pdf": pdf(),
    "pdf that nobody may change": locked(pdf(), ""),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_kind_of_file_says_what_its_text_says(data: bytes):
    found, wanted = proposal_of(text_of_file(data)), proposal_of(HH_RU)

    assert [one and one.value for one in (found.name, found.email, found.phone)] == [
        one and one.value for one in (wanted.name, wanted.email, wanted.phone)
    ]
    assert [(one.employer, one.post, one.since, one.until) for one in found.jobs] == [
        (one.employer, one.post, one.since, one.until) for one in wanted.jobs
    ]


REFUSED = {
    Refusal.EMPTY: [b""],
    Refusal.TOO_LARGE: [b"a" * (MAX_BYTES + 1), zipped("word/document.xml", b" " * (MAX_UNPACKED + 1))],
    Refusal.TOO_LONG: [
        b"a\n" * 30_000,
        pdf("<p style='break-before: page'>a</p>" * (MAX_PAGES + 1)),
        pdf(f"<svg width='9' height='9'><path d='{'M0 0L1 1' * MAX_OPERATIONS}'/></svg>a"),
    ],
    Refusal.OLD: [b"\xd0\xcf\x11\xe0" + b"x" * 99, b"{\\rtf1 text}"],
    Refusal.LOCKED: [locked(pdf(), "secret")],
    Refusal.NO_TEXT: [pdf("<svg width='99' height='99'><rect width='9' height='9'/></svg>")],
    Refusal.DAMAGED: [b"%PDF-1.7 nothing", zipped("a", b"")[:30], pdf()[:400]],
    Refusal.UNKNOWN: [b"\x89PNG\r\n\x1a\n\x00\x00", zipped("xl/workbook.xml", b"<a/>")],
}


@pytest.mark.parametrize(("refusal", "data"), [(why, one) for why, files in REFUSED.items() for one in files])
def test_what_cannot_be_read_is_refused_for_its_own_reason(refusal: Refusal, data: bytes):
    with pytest.raises(RefusedResumeError) as refused:
        text_of_file(data)

    assert refused.value.refusal is refusal


def with_entities(data: bytes, entities: str, said: str) -> bytes:
    """A DOCX whose text says an entity that its own head declares."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            part = read.read(name)
            if name == "word/document.xml":
                head, _, rest = part.decode().partition("<w:document")
                words = rest.replace("<w:t>", f"<w:t>{said}", 1)
                part = f"{head}<!DOCTYPE w [{entities}]><w:document{words}".encode()
            written.writestr(name, part)
    return out.getvalue()


def test_a_word_file_brings_no_other_file_in_and_does_not_grow(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    outside = f'<!ENTITY a SYSTEM "{secret.as_uri()}">'
    doubled = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))

    for entities, said in ((outside, "&a;"), (f'<!ENTITY e0 "SECRET">{doubled}', "&e39;")):
        with suppress(RefusedResumeError):
            text = text_of_file(with_entities(FILES["docx"], entities, said))
            assert ("SECRET" in text, len(text) < 5_000) == (False, True)


@given(st.sampled_from([FILES["pdf"], FILES["docx"], b""]), st.binary(max_size=40), st.integers(0, 60_000))
def test_no_broken_file_breaks_the_reader(data: bytes, noise: bytes, place: int):
    with suppress(RefusedResumeError):
        assert isinstance(text_of_file(data[:place] + noise + data[place + len(noise) :]), str)
