import shutil
from pathlib import Path

import pytest

from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.factory import create_app


@pytest.fixture(scope="session")
def runner(tmp_path_factory):
    """Run commands in an installation with neither database nor secret, as right after `make setup`."""
    data = tmp_path_factory.mktemp("bare") / "data"
    app = create_app(Settings.from_env({"KAMCAREER_DATA": str(data)}))
    yield app.test_cli_runner()
    assert not data.exists()  # none of these commands leaves anything behind


@pytest.fixture(autouse=True)
def _no_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch):
    """Let commands speak as where the terminal names no language, whoever runs the tests."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real framework, to be broken."""
    return Path(shutil.copytree(PROJECT_ROOT / "competencies" / "key_account", tmp_path / "key_account"))
