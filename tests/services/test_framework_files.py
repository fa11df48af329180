import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.errors import FileError
from kamcareer.services.framework_files import _parsed, framework_folders, load_all, load_framework, read_folder

SOURCE = PROJECT_ROOT / "competencies" / "key_account"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "frameworks" / "key_account"
    shutil.copytree(SOURCE, copied)
    return copied


def rename_role(folder: Path, name: str) -> None:
    file = folder / "roles" / "supervisor.yaml"
    old = load_framework(SOURCE).roles["supervisor"].name.en
    before = file.stat()
    file.write_text(file.read_text().replace(f"en: {old}", f"en: {name}"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def test_a_framework_is_read_from_its_folder(folder: Path):
    assert load_framework(folder) == load_framework(SOURCE)


def test_files_that_stay_the_same_are_read_once(folder: Path):
    assert load_framework(folder) is load_framework(folder)


def test_threads_that_meet_new_files_together_read_them_once(folder: Path):
    before = _parsed.cache_info().misses
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(load_framework, [folder] * 8))

    assert _parsed.cache_info().misses == before + 1
    assert all(one is found[0] for one in found)


def test_a_changed_file_is_seen_at_once(folder: Path):
    load_framework(folder)
    rename_role(folder, "Floor lead")

    assert load_framework(folder).roles["supervisor"].name.en == "Floor lead"


def test_a_folder_of_frameworks_gives_each_by_its_id(folder: Path):
    (folder.parent / "notes").mkdir()

    assert framework_folders(folder.parent) == [folder]
    assert set(load_all(folder.parent)) == {"key_account"}
    assert framework_folders(folder) == [folder]


def test_every_yaml_file_belongs_to_the_framework_and_nothing_else_does(folder: Path):
    (folder / "notes.txt").write_text("not YAML")
    (folder / "more").mkdir()
    (folder / "more" / "extra.yml").write_text("x: 1")
    files = read_folder(folder).files

    assert "notes.txt" not in files
    assert files["more/extra.yml"] == b"x: 1"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(FileError, match="nowhere"):
        load_framework(tmp_path / "nowhere")


def test_problems_of_all_frameworks_are_told_together(folder: Path):
    second = folder.parent / "second"
    shutil.copytree(folder, second)
    for broken in (folder, second):
        (broken / "roles" / "supervisor.yaml").write_text("")
    with pytest.raises(FileError) as caught:
        load_all(folder.parent)

    assert "key_account" in str(caught.value)
    assert "second" in str(caught.value)


BANK = SOURCE / "situations" / "negotiation.yaml"


@pytest.fixture
def additions(tmp_path: Path) -> Path:
    """What an installation adds: its own situations, its own prices."""
    own = tmp_path / "additions" / "key_account"
    (own / "situations").mkdir(parents=True)
    bank = BANK.read_text().replace("- id: negotiation_", "- id: own_negotiation_")
    (own / "situations" / "negotiation.yaml").write_text(bank)
    return tmp_path / "additions"


def test_a_private_bank_joins_the_public_situations(folder: Path, additions: Path):
    public = load_framework(folder).competencies["negotiation"].situations
    joined = load_framework(folder, additions).competencies["negotiation"].situations

    assert [item.id for item in joined] == [item.id for item in public] + [f"own_{item.id}" for item in public]
    assert [item.private for item in joined] == [False] * len(public) + [True] * len(public)
    assert load_framework(folder, additions).competencies["finance"] == load_framework(folder).competencies["finance"]


def test_a_changed_bank_is_seen_at_once(folder: Path, additions: Path):
    load_framework(folder, additions)
    (additions / "key_account" / "situations" / "negotiation.yaml").unlink()

    assert not any(item.private for item in load_framework(folder, additions).competencies["negotiation"].situations)


def test_a_private_situation_may_not_take_the_name_of_a_public_one(folder: Path, additions: Path):
    (additions / "key_account" / "situations" / "negotiation.yaml").write_text(BANK.read_text())

    with pytest.raises(
        FileError, match=r"additions/key_account/situations/negotiation\.yaml:\d+:\d+: .* is given twice"
    ):
        load_framework(folder, additions)


def test_an_installation_gives_its_own_prices(folder: Path, additions: Path):
    theirs = load_framework(folder)
    course = next(activity for activity in theirs.activities.values() if activity.cost == "medium")
    other = next(activity for activity in theirs.activities.values() if activity.cost == "low")
    (additions / "key_account" / "prices.yaml").write_text(
        f"currency: KZT\nclasses: {{low: 7000, medium: 8000, high: 9000}}\nactivities: {{{course.id}: 1}}\n"
    )
    ours = load_framework(folder, additions)

    assert theirs.prices is not None
    assert ours.prices is not None
    assert (ours.prices.currency, ours.prices.medium) == ("KZT", 8000)
    assert ours.prices.of(ours.activities[course.id]) == 1
    assert ours.prices.of(ours.activities[other.id]) == 7000
    assert theirs.prices.of(course) == theirs.prices.medium


def test_a_price_of_nothing_and_a_stray_file_are_told(folder: Path, additions: Path):
    own = additions / "key_account"
    (own / "prices.yaml").write_text("activities: {fly_to_the_moon: 1}\n")
    (own / "roles.yaml").write_text("id: x\n")

    with pytest.raises(FileError) as caught:
        load_framework(folder, additions)

    assert 'prices.yaml:1:14: unknown activity "fly_to_the_moon"' in str(caught.value)
    assert "roles.yaml:1:1: no such file belongs to the additions; known: prices.yaml, situations/*.yaml" in str(
        caught.value
    )


def test_additions_that_are_not_there_are_named(folder: Path, tmp_path: Path):
    with pytest.raises(FileError, match="no such folder of additions; see KAMCAREER_ADDITIONS"):
        load_framework(folder, tmp_path / "nowhere")


BAD_PRICES = [
    (
        "currency: KZT\nclasses: {medium: 5}\n",
        "1:1: the classes low, high would keep their price in RUB; give all three",
    ),
    ("activities: {month_of_kept_promises: 5}\n", '1:14: "month_of_kept_promises" is free; a price belongs to'),
    ("classes: {free: 100}\n", "1:11: what is free has no price; remove the class"),
]


@pytest.mark.parametrize(("text", "told"), BAD_PRICES, ids=[case[1] for case in BAD_PRICES])
def test_prices_that_would_mislead_are_told(folder: Path, additions: Path, text: str, told: str):
    (additions / "key_account" / "prices.yaml").write_text(text)

    with pytest.raises(FileError) as caught:
        load_framework(folder, additions)
    assert f"prices.yaml:{told}" in str(caught.value)


@pytest.mark.parametrize("name", ["key_acount", "key_account.yaml"])
def test_additions_that_nobody_would_read_are_told_with_what_was_meant(folder: Path, additions: Path, name: str):
    stray = additions / name
    stray.write_text("") if name.endswith("yaml") else stray.mkdir()

    with pytest.raises(FileError, match='did you mean "key_account"\\?; it would not be read'):
        load_all(folder.parent, additions)


def test_only_yaml_is_an_addition_and_what_desktops_leave_behind_is_not_minded(folder: Path, additions: Path):
    own = additions / "key_account"
    (own / ".DS_Store").write_text("")
    (additions / ".DS_Store").write_text("")
    load_all(folder.parent, additions)
    (own / "prices.yml").write_text("currency: RUB\n")

    with pytest.raises(FileError, match=r"prices\.yml:1:1: only \.yaml files are read here; rename it"):
        load_all(folder.parent, additions)
