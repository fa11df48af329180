"""What stands in the way of publishing a draft, and how versions follow one another."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.draft import DraftHead
from kamcareer.core.framework.review import Hindrance, Outcome, Review, hindrance, is_later, proposed_version
from tests.conftest import NOW

PEOPLE = ("anna", "boris", "vera")
HEAD = DraftHead("draft", "key_account", "a" * 64, 3, NOW, NOW)
ASKED = Review("review", "draft", 3, "1.0.1", "anna", NOW, "why")

versions = st.tuples(*[st.integers(0, 20)] * 3).map(lambda numbers: ".".join(map(str, numbers)))


@given(st.sets(st.sampled_from(PEOPLE)), st.sampled_from([None, *PEOPLE]), st.sampled_from(PEOPLE), st.booleans())
def test_whoever_typed_or_asked_publishes_only_where_that_is_allowed(
    editors: set[str], asker: str | None, who: str, alone: bool
):
    found = hindrance(HEAD, replace(ASKED, asked_by=asker), editors, who, HEAD.base_sha256, alone=alone)

    assert (found is None) == (alone or (who not in editors and who != asker))
    assert found in {None, Hindrance.OWN_WORK}


@given(st.integers(0, 6), st.sampled_from([None, *Outcome]), st.sampled_from(["a" * 64, "b" * 64]), st.booleans())
def test_only_what_was_read_over_what_it_was_begun_on_is_published(
    revision: int, outcome: Outcome | None, in_use: str, alone: bool
):
    review = replace(ASKED, revision=revision, outcome=outcome)
    found = hindrance(HEAD, review, (), "boris", in_use, alone=alone)

    assert (found is None) == (outcome is None and revision == HEAD.revision and in_use == HEAD.base_sha256)
    assert hindrance(HEAD, None, (), "boris", in_use, alone=alone) is Hindrance.NOT_ASKED


@given(versions, versions)
def test_the_proposed_version_comes_after_the_one_in_use(in_use: str, in_draft: str):
    proposed = proposed_version(in_use, in_draft)

    assert is_later(proposed, in_use)
    assert proposed == in_draft or not is_later(in_draft, in_use)
