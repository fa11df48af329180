"""The pages that show the model: roles with their preview, the catalogue of activities, the guides."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask

from kamcareer.core.framework.model import Framework
from tests.web.pages import Reader, walk


def test_a_role_is_shown_with_as_many_pluses_as_minuses_and_who_says_them(any_reader: Reader, framework: Framework):
    role = framework.roles["key_account_manager_retail"]
    page = any_reader.open(f"/roles/{role.id}")
    voices = [voices.all("li") for voices in page.main.all("ul", class_="voices")]
    first = next(point for point in role.preview if point.kind == "pleases")

    assert len(voices[0]) == len(voices[1]) > 2
    origin = {"ru": "из статей", "en": "from the articles"}[any_reader.language]
    assert first.facts
    assert voices[0][0].text == f"{first.text[any_reader.language]} {first.said_by[any_reader.language]} · {origin}"


def test_what_is_ours_is_not_said_to_come_from_the_articles(reader: Reader, framework: Framework):
    role = framework.roles["key_account_specialist_retail"]
    card = reader.open(f"/roles/{role.id}").main.text
    competency = reader.open("/model/finance").main.text

    assert card.count("· из статей") == sum(bool(point.facts) for point in role.preview)
    assert card.count("· черновик авторов") == sum(not point.facts for point in role.preview) > 0
    assert f"{role.team.text.ru} (из статей)" in card
    assert f"{role.entry.text.ru} (из статей)" in card
    assert "Частью из статей; остальное:" in competency
    assert "ступени, признаки, вопросы для собеседования и книги — черновик авторов" in competency


def test_the_page_of_the_model_says_what_the_articles_are(any_reader: Reader, framework: Framework):
    page = any_reader.open("/model").main.text

    assert all(article[any_reader.language] in page for article in framework.articles.values())
    assert {"ru": "всё из статей", "en": "all from the articles"}[any_reader.language] not in page
    assert {"ru": f"частью из статей: {len(framework.competencies)}",
            "en": f"partly from the articles: {len(framework.competencies)}"}[any_reader.language] in page  # fmt: skip


def test_a_topic_shows_what_an_interview_asks_and_listens_for(any_reader: Reader, framework: Framework):
    page = any_reader.open("/model/negotiation").main.text

    for item in framework.competencies["negotiation"].interview:
        for text in (item.question, *item.good, *item.poor, *item.follow_ups):
            assert text[any_reader.language] in page


def test_an_activity_says_its_gain_its_hours_and_how_many_at_once(reader: Reader):
    alone = reader.open("/activities/yearly_terms_from_first_talk_to_signature").main.text
    course = reader.open("/activities/finance_course_for_non_financiers").main.text

    assert "примерно две трети ступени, не выше ступени" in alone
    assert "не больше 1 человека в команде" in alone
    assert "Не доступно в роли: Мерчендайзер, Супервайзер" in alone
    assert "сколько угодно" in course
    assert "из них 5 в своё время" in course


def test_the_career_map_tells_two_large_steps_apart_and_a_step_back_from_a_move_aside(reader: Reader):
    page = reader.open("/roles").main.text

    assert "шаг назад: должность просит меньше" in page
    assert "намного — в 10 из них" in page


def test_a_role_asks_two_sided_questions_that_nothing_collects(any_reader: Reader, framework: Framework):
    page = any_reader.open("/roles/medical_representative")
    fit = page.main.one("ul", class_="fit")

    assert len(fit.all("h3")) == len(framework.roles["medical_representative"].fit)
    assert not fit.all("input", "button", "form")


def test_open_vacancies_are_searched_by_the_titles_of_every_role(reader: Reader, framework: Framework):
    for role in framework.roles.values():
        page = reader.open(f"/roles/{role.id}")
        [link] = [link for link in page.main.all("a") if link["href"].startswith("https://")]
        parts = urlsplit(link["href"])

        assert (parts.netloc, parts.path) == ("hh.ru", "/search/vacancy")
        [text] = parse_qs(parts.query)["text"]
        names, trade = text.split(" AND ")
        asked = [title.strip('"').lower() for title in names.removeprefix("NAME:(").removesuffix(")").split(" OR ")]
        assert all(any(short in title.lower() for short in asked) for title in (*role.titles.ru, *role.titles.en))
        assert trade == f"({' OR '.join(framework.vacancy_words[role.ladder])})"
        assert link["rel"] == "noreferrer"


def test_every_role_activity_and_guide_has_a_page_in_both_languages(any_reader: Reader, framework: Framework):
    for path, elements in (
        ("roles", framework.roles),
        ("activities", framework.activities),
        ("help", framework.guides),
    ):
        for element in elements.values():
            page = any_reader.open(f"/{path}/{element.id}")
            assert page.main.one("h1").text == element.name[any_reader.language]


def test_the_catalogue_leads_to_every_activity(reader: Reader, framework: Framework):
    page = reader.open("/activities")
    linked = {link["href"].rpartition("/")[2] for link in page.main.all("a")}

    assert linked == set(framework.activities)


def test_an_activity_says_what_to_do_on_monday_and_what_if_it_is_refused(any_reader: Reader, framework: Framework):
    activity = next(item for item in framework.activities.values() if item.closes_with)
    text = any_reader.open(f"/activities/{activity.id}").main.text

    for part in (activity.task, activity.first_step, activity.result, activity.whom_to_ask, activity.without_access):
        assert part[any_reader.language] in text
    assert framework.activities[activity.closes_with].name[any_reader.language] in text


def test_an_activity_that_costs_says_about_how_much(reader: Reader, framework: Framework):
    course = next(item for item in framework.activities.values() if item.cost == "medium")
    free = next(item for item in framework.activities.values() if item.cost == "free")

    assert "около 25\xa0000\xa0₽" in reader.open(f"/activities/{course.id}").html
    assert "бесплатно" in reader.open(f"/activities/{free.id}").main.text


def test_elements_say_how_far_they_were_tried(any_reader: Reader):
    words = {"ru": "Черновик: написано", "en": "Draft: written"}[any_reader.language]
    for path in ("/roles/merchandiser", "/model/finance", "/activities/open_new_territory", "/help/answer_honestly"):
        assert words in any_reader.open(path).main.text


def test_the_model_counts_what_was_tried_and_what_comes_from_outside(any_reader: Reader, framework: Framework):
    said = [item.text for item in any_reader.open("/model").main.all("dl")[-1].all("dd")]
    topics, partly, outside, draft = {
        "ru": ("черновик: 22; частью из статей: 22", "частью из статей", "не из статей", "черновик"),
        "en": ("draft: 22; partly from the articles: 22", "partly from the articles", "not from the articles", "draft"),
    }[any_reader.language]
    roles = list(framework.roles.values())
    mixed, external = (sum(role.source == source for role in roles) for source in ("mixed", "external"))

    assert len(said) == 5
    assert said[0] == topics
    assert said[3] == f"{draft}: {len(framework.roles)}; {partly}: {mixed}; {outside}: {external}"


def test_the_report_says_how_far_the_role_was_tried_and_what_it_rests_on(app: Flask, framework: Framework):
    said = walk(Reader(app), target="sales_representative")[-1].main.text
    grounds = [ground.ru for ground in framework.roles["sales_representative"].rests_on]

    assert "Черновик: написано, но на живых людях ещё не проверено." in said
    assert grounds
    for ground in grounds:
        assert ground in said
    assert "черновик" in said


def test_a_role_says_where_it_leads_and_how_large_the_step_is(any_reader: Reader, framework: Framework):
    text = any_reader.open("/roles/sales_manager").main.text
    step = {"ru": "14 тем для роста", "en": "14 topics to grow in"}[any_reader.language]

    assert framework.roles["key_account_manager_retail"].name[any_reader.language] in text
    assert step in text


def test_what_does_not_exist_is_not_found(reader: Reader):
    for path in ("/activities/fly_to_the_moon", "/help/nothing"):
        assert reader.get(path).status == 404


def test_the_report_suggests_what_helps_from_the_level_that_was_chosen(reader: Reader, framework: Framework):
    report = walk(reader)[-1]
    gaps = report.main.one("ol", class_="gaps").children
    first = next(item for item in report.main.one("ol", class_="gaps").all("ul", class_="acts"))
    suggested = [link["href"].rpartition("/")[2] for link in first.all("a")]

    assert gaps
    assert 1 <= len(suggested) <= 2
    assert set(suggested) <= set(framework.activities)
