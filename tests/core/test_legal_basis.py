"""One function decides whether data may be processed for a purpose."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.legal_basis import (
    POSSIBLE,
    Basis,
    Holder,
    LegalBasis,
    NoBasisError,
    Purpose,
    Way,
    live,
    must_be_allowed,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 1000).map(lambda hours: START + timedelta(hours=hours))
records = st.lists(
    st.builds(
        LegalBasis,
        id=st.uuids().map(str),
        purpose=st.sampled_from(Purpose),
        basis=st.sampled_from(Basis),
        text_sha256=st.just("0" * 64),
        language=st.sampled_from(["ru", "en"]),
        way=st.sampled_from(Way),
        since=moments,
        until=st.none() | moments,
    ),
    max_size=6,
)


@given(records, st.sampled_from(Purpose))
def test_processing_is_allowed_exactly_by_a_live_record_of_that_very_purpose(found: list[LegalBasis], purpose: Purpose):
    allowing = [r for r in found if r.purpose == purpose and r.until is None and r.basis in POSSIBLE[purpose]]
    if not allowing:
        with pytest.raises(NoBasisError) as refused:
            must_be_allowed(purpose, found)
        assert refused.value.purpose is purpose
    else:
        assert must_be_allowed(purpose, found) in allowing
        assert live(purpose, found).since == max(record.since for record in allowing)


@given(records, st.sampled_from(Purpose))
def test_a_record_of_another_purpose_changes_nothing(found: list[LegalBasis], purpose: Purpose):
    own = [record for record in found if record.purpose is purpose]

    assert live(purpose, found) == live(purpose, own)


@given(records, st.sampled_from(Purpose))
def test_after_everything_has_ended_nothing_is_allowed(found: list[LegalBasis], purpose: Purpose):
    from dataclasses import replace

    with pytest.raises(NoBasisError):
        must_be_allowed(purpose, [replace(record, until=record.until or START) for record in found])


def test_keeping_for_later_and_demographics_rest_on_consent_alone():
    assert POSSIBLE[Purpose.STORAGE] == POSSIBLE[Purpose.DEMOGRAPHICS] == {Basis.CONSENT}


@pytest.mark.parametrize("ids", [{}, {"account_id": "a", "assessment_id": "b"}])
def test_a_basis_belongs_to_exactly_one(ids: dict[str, str]):
    with pytest.raises(ValueError, match="belongs"):
        Holder(**ids)
