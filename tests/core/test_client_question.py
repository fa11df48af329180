"""What a client may ask about somebody: of the work anything, of the person nothing."""

import pytest

from kamcareer.core.client_question import about_the_person


@pytest.mark.parametrize(
    "question",
    [
        "Сколько ей лет и есть ли дети?",
        "Сколько лет кандидату?",
        "Какого она года рождения?",
        "А семья у неё есть, муж не против командировок?",
        "Она не на пенсии?",
        "Ребёнок маленький?",
        "Каков его возраст?",
        "How old is she?",
        "Does he have any children?",
        "What is her date of birth?",
        "Is her husband fine with trips?",
    ],
)
def test_of_somebody_age_and_family_are_asked_in_many_words(question: str):
    assert about_the_person(question)


@pytest.mark.parametrize(
    "question",
    [
        "Сколько лет она вела сети?",
        "Сколько лет опыта в детских товарах?",
        "Сколько лет он работает с Магнитом?",
        "Вела ли она категорию детского питания?",
        "Сколько семейств товаров было в матрице?",
        "За сколько лет продажи удвоились?",
        "How many years did she run the account?",
        "How old is the contract with the chain?",
        "Does she manage the full life cycle?",
    ],
)
def test_of_work_anything_may_be_asked(question: str):
    assert about_the_person(question) == ()
