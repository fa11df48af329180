"""Templates of Word files in the hands of whoever runs an installation."""

from pathlib import Path

from docx import Document

from kamcareer.config import PROJECT_ROOT
from kamcareer.web.documents import KINDS

GUIDE = (PROJECT_ROOT / "docs" / "documents.md").read_text()


def test_the_shipped_templates_are_written_out_once_and_are_well(runner, tmp_path: Path):
    written = runner.invoke(args=["documents", "write", str(tmp_path)])
    changed = tmp_path / "development_plan.en.docx"
    changed.write_bytes(changed.read_bytes() + b"changed")
    again = runner.invoke(args=["documents", "write", str(tmp_path)])

    assert written.output.count("written") == 2 * len(KINDS)
    assert again.output.count("left as it is") == 2 * len(KINDS)
    assert changed.read_bytes().endswith(b"changed")
    assert "Development plan" in Document(str(changed)).paragraphs[3].text


def test_a_check_names_file_and_placeholder_and_a_file_that_is_no_document(runner, tmp_path: Path):
    runner.invoke(args=["documents", "write", str(tmp_path)])
    well = runner.invoke(args=["documents", "check", str(tmp_path)])
    template = tmp_path / "development_plan.ru.docx"
    document = Document(str(template))
    document.add_paragraph("{{ bonus }}")
    document.save(str(template))
    (tmp_path / "plan.docx").write_bytes(b"")
    wrong = runner.invoke(args=["documents", "check", str(tmp_path)])

    assert (well.exit_code, wrong.exit_code) == (0, 1), well.output
    assert f"{template}: nobody fills bonus" in wrong.output
    assert f"{tmp_path / 'plan.docx'}: no document has this name" in wrong.output


def test_without_a_folder_a_check_says_in_one_line_how_to_name_one(runner):
    done = runner.invoke(args=["documents", "check"])

    assert done.exit_code == 2
    assert "KAMCAREER_DOCUMENTS" in done.output


def test_the_guide_lists_every_placeholder_of_every_document():
    for kind in KINDS:
        _, _, section = GUIDE.partition(f"## `{kind.name}`")
        for name in [*kind.placeholders, *(field for fields in kind.placeholders.values() for field in fields)]:
            assert f"`{name}`" in section or f"{{{{ {name} }}}}" in GUIDE, name
