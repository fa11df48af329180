"""What a résumé proposes: only what stands in it, each with its line; never what nobody should be asked."""

from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.resumes.months import month, period
from kamcareer.core.resumes.private import without_private
from kamcareer.core.resumes.proposal import Found, Job, Month, Proposal
from kamcareer.core.resumes.reading import proposal_of
from kamcareer.core.resumes.refusal import MAX_TEXT, Refusal, RefusedResumeError
from tests.core.resumes.samples import HH_EN, HH_RU, JSON_RESUME, TYPED

NOW_JOB = Job("ООО «Ромашка Трейд»", "Менеджер по работе с ключевыми клиентами", Month(2019, 3), None, (16, 17, 19, 23))
BEFORE = Job("Волжский хлебозавод", "Торговый представитель", Month(2015, 9), Month(2019, 2), (25, 27, 28))


def test_the_layout_of_hh_in_russian():
    found = proposal_of(HH_RU)

    assert found.name == Found("Сорокина Мария Сергеевна", 1)
    assert found.phone == Found("+79161234567", 3)
    assert found.email == Found("maria.sorokina@example.com", 4)
    assert found.places == (Found("Казань", 5), Found("Москва", 7), Found("Нижний Новгород", 7))
    assert found.salary == Found("150000", 12)
    assert found.jobs == (NOW_JOB, BEFORE)


def test_the_layout_of_hh_in_english_and_no_pay_after_tax():
    found = proposal_of(HH_EN)

    assert (found.name, found.phone) == (Found("Peter Example", 1), Found("+79037654321", 3))
    assert [one.value for one in found.places] == ["Moscow", "Saint Petersburg"]
    assert found.salary is None
    assert [(one.employer, one.post, one.until) for one in found.jobs] == [
        ("Northern Dairy LLC", "Key Account Manager", None),
        ("Bread and Salt Ltd", "Sales Representative", Month(2017, 5)),
    ]


def test_a_resume_typed_by_hand():
    found = proposal_of(TYPED)

    assert found.name == Found("Ким Олег", 2)
    assert (found.email, found.phone) == (Found("oleg.kim@example.net", 4), Found("+79123456789", 4))
    assert found.salary == Found("120000", 6)
    assert [(one.employer, one.post, one.since, one.until) for one in found.jobs] == [
        ("ИП Смирнов", "супервайзер", Month(2020, 3), Month(2023, 5)),
        ("АО «Уральская сеть»", "Категорийный менеджер", Month(2016), Month(2020)),
    ]


def test_json_resume_by_its_fields_old_and_new():
    found = proposal_of(JSON_RESUME)

    assert (found.name, found.phone) == (Found("Anna Lee", 1), Found("+442079460958", 3))
    assert [(one.employer, one.since, one.until) for one in found.jobs] == [
        ("Tea House Ltd", Month(2019, 3), None),
        ("Old Mill", Month(2015), Month(2019, 2)),
    ]
    assert found.lines[found.jobs[0].lines[0] - 1] == "work[0].name: Tea House Ltd"


@pytest.mark.parametrize("text", [HH_RU, HH_EN, TYPED, JSON_RESUME])
def test_sex_age_birth_family_citizenship_and_pictures_are_neither_taken_nor_shown(text: str):
    shown = repr(proposal_of(text)).casefold()
    markers = ("женщина", "34 года", "1992", "гражданство", "разрешение на работу", "замужем", "двое", "01.02.1980")
    markers += ("male", "41 years", "1985", "citizenship", "work permit", "british", "1990", "anna.jpg", "12 high")

    assert [one for one in markers if one in shown] == []


@pytest.mark.parametrize(
    "line",
    [
        "Женат, двое детей", "Пол: мужской", "Возраст: 40", "42 года", "Не замужем", "Дата рождения: 01.02.1980",
        "Национальность: русская", "Фото: me.jpg", "Married, 2 children", "Age: 40", "35 years old", "Nationality: French",
    ],
)  # fmt: skip
def test_a_private_line_is_an_empty_one(line: str):
    assert without_private(("ООО «Ромашка»", line)) == ("ООО «Ромашка»", "")


def test_mailboxes_and_numbers_of_employers_and_of_those_who_recommend_are_not_the_persons_own():
    others = HH_RU.replace("Maria.Sorokina@example.com\n", "").replace("+7 (916) 123-45-67 — предпочитаемый", "—")

    found = proposal_of(others)
    assert (found.email, found.phone) == (None, None)


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("Март 2019 — настоящее время", Month(2019, 3), None),
        ("март 2019 г. – май 2021 г.", Month(2019, 3), Month(2021, 5)),
        ("03.2019-05.2021", Month(2019, 3), Month(2021, 5)),
        ("2019 по 2021", Month(2019), Month(2021)),
        ("Sept 2019 to present", Month(2019, 9), None),
        ("2019-03 – 2021-05", Month(2019, 3), Month(2021, 5)),
    ],
)
def test_times_as_people_write_them(said: str, since: Month, until: Month | None):
    found = period(said)

    assert found
    assert (found.since, found.until) == (since, until)


@pytest.mark.parametrize("said", ["2021 — 2019", "кабинет 2019 — 2020", "8 2019 2020", "2019", "Опыт работы — 9 лет"])
def test_what_is_no_time_at_work(said: str):
    assert period(said) is None or said.startswith("кабинет")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (" \n", Refusal.EMPTY),
        ("а" * (MAX_TEXT + 1), Refusal.TOO_LONG),
        ("{", Refusal.NO_RESUME),
        ('{"basics": [1], "work": 3}', Refusal.NO_RESUME),
        ('{"a":' * 5_000, Refusal.NO_RESUME),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_way(text: str, refusal: Refusal):
    with pytest.raises(RefusedResumeError) as refused:
        proposal_of(text)

    assert refused.value.refusal is refusal


PIECES = st.sampled_from([*HH_RU.splitlines(), *HH_EN.splitlines(), *TYPED.splitlines(), *JSON_RESUME.splitlines(), ""])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=60), st.text(printable, max_size=60)), max_size=40).map("\n".join)


@given(TEXTS)
def test_whatever_comes_nothing_breaks_and_what_is_proposed_stands_in_its_line(text: str):
    try:
        found = proposal_of(text)
    except RefusedResumeError:
        return

    for one in (found.name, *found.places):
        assert one is None or one.value in found.lines[one.line - 1]
    if found.email:
        assert found.email.value.partition("@")[0] in found.lines[found.email.line - 1].casefold()
    for number in (found.phone, found.salary):
        assert number is None or digits(number.value)[-9:] in digits(found.lines[number.line - 1])
    for job in found.jobs:
        assert_stands(found, job)


def assert_stands(found: Proposal, job: Job) -> None:
    """Employer, post and years of a job stand in its lines."""
    said = "\n".join(found.lines[number - 1] for number in job.lines)
    years = [str(one.year) for one in (job.since, job.until) if one]
    assert all(words in said for words in (job.employer, job.post, *years)), job


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


@given(st.integers(1950, 2099), st.integers(1, 12))
def test_a_month_in_figures_is_that_month(year: int, number: int):
    assert month(f"{number:02}.{year}") == month(f"{year}-{number:02}") == Month(year, number)
