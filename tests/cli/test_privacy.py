"""Documents that write themselves: whole, in both languages, from the register and the settings."""

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.my_data import data_register
from tests.conftest import settings_for


@pytest.fixture
def run(tmp_path):
    app = create_app(
        settings_for(tmp_path, KAMCAREER_OPERATOR_NAME="ООО «Ромашка»", KAMCAREER_KEEP_MONTHS="account.idle=36")
    )

    def command(*arguments: str) -> str:
        done = app.test_cli_runner().invoke(args=list(arguments))
        assert done.exit_code == 0, done.output
        return done.output

    return command


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_record_of_processing_has_every_table_and_column_the_operator_and_the_terms(run, language: str):
    text = run("privacy", "record", "--lang", language)

    assert "ООО «Ромашка»" in text
    assert ("36 месяцев" if language == "ru" else "36 months") in text
    for name, entry in data_register().tables.items():
        line = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        assert [column for column in entry.columns if column not in line] == []
        assert entry.keep[language] in line


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_model_card_says_what_it_is_not_for_its_parameters_and_its_limits(run, framework: Framework, language: str):
    text = run("frameworks", "card", "--lang", language)

    assert framework.version in text
    assert all(article[language] in text for article in framework.articles.values())
    assert ("ничего не проверено на людях" if language == "ru" else "nothing has been validated") in text


@pytest.mark.parametrize("name", ["dpia.md", "breach.md"])
def test_the_templates_name_commands_that_exist(name: str, run):
    text = (PROJECT_ROOT / "docs" / name).read_text()
    words = [part.split("`")[0].split() for part in text.split("`flask ")[1:]]

    assert words
    for command in words:
        assert "Usage" in run(command[0], command[1], "--help")
