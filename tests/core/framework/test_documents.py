"""Data put into the YAML files of a framework: what is put in is read again, whatever else stands there."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.documents import documents_of, new_folder, with_documents
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.yaml_reader import NULL
from tests.core.framework.made import PATIENT, folders

TEXTS = st.one_of(
    st.sampled_from(["no", "Y", "null", "~", "07", "1.50", "-0", "1e5", "1_000", "0x1", "=", "<<", "a: b", "# x", "- x", " x ", "x\n"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co"]), max_size=120),
    st.from_regex(r"-?[0-9]{1,12}([.][0-9]{1,8})?", fullmatch=True),
)  # fmt: skip
KEYS = st.text("abcxyz_019", min_size=1, max_size=8).filter(lambda key: key not in NULL | {"y"})
VALUES = st.recursive(TEXTS | st.booleans(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
@PATIENT
def test_a_new_file_is_read_as_the_data_it_was_written_from(value: dict[str, Any]):
    assert documents_of(new_folder({"x.yaml": value}, "f")) == {"x.yaml": value}


@given(folders(), st.data())
@PATIENT
def test_a_folder_says_what_was_put_in_and_no_other_file_moves(folder: Folder, data: st.DataObject):
    wanted: Any = deepcopy(documents_of(folder))
    file = data.draw(st.sampled_from(sorted(wanted)))
    for _ in range(data.draw(st.integers(1, 3))):
        node = wanted[file]
        while True:
            above, key = node, data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            node = above[key]
            if not isinstance(node, dict | list) or not node or data.draw(st.booleans()):
                break
        above[key] = data.draw(VALUES)
    after = with_documents(folder, wanted)

    assert documents_of(after) == wanted
    assert {path for path, found in after.files.items() if found != folder.files[path]} <= {file}
