"""Where files are let in: at the addresses that have a field for one, and nowhere else."""

import re

from kamcareer.config import PROJECT_ROOT
from kamcareer.web.uploads import TAKES_FILES

FORM_WITH_FILE = re.compile(r'<form [^>]*action="\{\{ url_for\("([\w.]+)"[^>]*enctype="multipart/form-data"')
RESUME = re.compile(r'\{\{ resume_form\(form, url_for\("([\w.]+)"')


def test_every_form_with_a_field_for_a_file_leads_where_files_are_let_in_and_no_other():
    found = {
        endpoint
        for template in (PROJECT_ROOT / "templates").rglob("*.html")
        for form in (FORM_WITH_FILE, RESUME)
        for endpoint in form.findall(template.read_text())
    }

    assert found == TAKES_FILES
