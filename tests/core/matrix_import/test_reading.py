"""Last year's matrix: any usual shape and scale gives the same levels, and what is not understood is never left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.model import Framework
from kamcareer.core.matrix_import.columns import MatrixMapping, Whose, read_matrix_mapping
from kamcareer.core.matrix_import.reading import MatrixFile, MatrixKnown, read_matrix
from kamcareer.core.matrix_import.scale import Scale, read_score, recognised
from kamcareer.core.people import Person
from kamcareer.core.spreadsheets.problem import Wrong
from kamcareer.core.spreadsheets.reading import read_sheets
from tests.core.spreadsheets.books import book

PEOPLE = {"007": Person("007", "Ким Вера"), "8": Person("8", "Орлов Олег"), "9": Person("9", "Орлов Олег")}
HEAD = ("Таб. №", "ФИО", "Переговоры и работа с возражениями", "Финансовая грамотность")


@pytest.fixture
def known(framework: Framework) -> MatrixKnown:
    return MatrixKnown(framework, PEOPLE)


def read(known: MatrixKnown, *rows, **more) -> MatrixFile:
    mapping = MatrixMapping(**more) if more else known.mapping
    return read_matrix(read_sheets(book(*rows), "m.xlsx"), MatrixKnown(known.framework, known.people, mapping))


def levels(file: MatrixFile) -> dict[tuple[str, str, str], float]:
    return {(one.number, one.competency, one.rater): one.level for one in file.scores}


def wrong(file: MatrixFile) -> list[tuple[str, Wrong]]:
    return [(str(one.cell), one.wrong) for one in file.problems]


@pytest.mark.parametrize(
    ("scores", "scale"),
    [((5, 3), Scale.FIVE), ((10, "5,5"), Scale.TEN), (("100%", "50 %"), Scale.PERCENT), ((100, 50), Scale.PERCENT)],
)
def test_every_usual_scale_comes_out_in_our_levels(known: MatrixKnown, scores, scale: Scale):
    file = read(known, HEAD, ("007", "Ким Вера", *scores))

    assert (file.scale, file.certain, file.problems) == (scale, True, ())
    assert levels(file) == {("007", "negotiation", ""): 4, ("007", "finance", ""): 2}


def test_a_scale_that_may_be_another_is_called_a_guess_and_can_be_changed(known: MatrixKnown):
    rows = (HEAD, ("007", "Ким Вера", 4, 3))

    assert (read(known, *rows).scale, read(known, *rows).certain) == (Scale.FIVE, False)
    assert levels(read(known, *rows, scale=Scale.OURS))["007", "negotiation", ""] == 4


@pytest.mark.parametrize(
    ("score", "scale"), [("80%", Scale.PERCENT), (80, Scale.PERCENT), (9, Scale.TEN), (5, Scale.FIVE)]
)
def test_the_scale_is_told_by_the_columns_known_while_another_is_undecided(known: MatrixKnown, score, scale: Scale):
    file = read(known, (*HEAD, "Excel"), ("404", "", score, None, 1), ("Итого", "", 300, None, 1))

    assert [kind for _, kind in wrong(file)] == [Wrong.UNKNOWN_COMPETENCY]
    assert (file.scale, file.certain) == (scale, True)


@pytest.mark.parametrize("rows", [(("Кто-то", "Excel"), ("Ким Вера", 9)), (HEAD,), (HEAD, ("404", "", "?", None))])
def test_where_no_score_is_read_the_scale_is_not_known_unless_it_was_chosen(known: MatrixKnown, rows):
    assert read(known, *rows).scale is None
    assert read(known, *rows, scale=Scale.TEN).scale is Scale.TEN


def test_names_of_topics_may_be_english_short_or_mapped_by_hand(known: MatrixKnown):
    head = ("ФИО", "Negotiation and objections", "Финансовая грамотность", "Excel", "Харизма", "Город")
    rows = (head, ("Ким Вера", 5, 3, 1, 2, "Тверь"))
    before = read(known, *rows)
    after = read(known, *rows, competencies={"excel": "documents", "ХАРИЗМА": ""})

    assert wrong(before) == [("Лист1!D1", Wrong.UNKNOWN_COMPETENCY), ("Лист1!E1", Wrong.UNKNOWN_COMPETENCY)]
    assert before.scores == ()
    assert {one.competency for one in after.scores} == {"negotiation", "finance", "documents"}
    assert after.unused == ("Город",)


@pytest.mark.parametrize("words", ["Кузнецов О. И.", "Кузнецов Олег", "О.И. КУЗНЕЦОВ", "Иванов-Крамской П.И."])
def test_a_name_in_short_is_read_where_one_person_alone_is_called_so(framework: Framework, words: str):
    people = {
        "3": Person("3", "Кузнецов Олег Ильич"),
        "4": Person("4", "Иванов-Крамской Пётр Ильич"),
        "5": Person("5", "Иванов Крамик Петрович"),
    }
    alike = people | {"6": Person("6", "Кузнецов Олег Игоревич"), "7": Person("7", "Иванов-Крамской Павел Ильич")}
    one = read(MatrixKnown(framework, people), ("ФИО", "Переговоры"), (words, 5))
    two = read(MatrixKnown(framework, alike), ("ФИО", "Переговоры"), (words, 5))

    assert [given.number for given in one.scores] == ["4" if "Крамской" in words else "3"]
    assert [kind for _, kind in wrong(two)] == [Wrong.NAMESAKES]


@pytest.mark.parametrize("label", ["Имя сотрудника", "Фамилия, имя", "Фамилия имя"])
def test_people_may_be_known_by_a_column_of_names_alone(known: MatrixKnown, label: str):
    assert [one.number for one in read(known, (label, "Переговоры"), ("Ким Вера", 5)).scores] == ["007"]


@pytest.mark.parametrize(("name", "problems"), [("Ким Вера", []), ("", []), ("Орлов Олег", [Wrong.UNKNOWN_PERSON])])
def test_a_number_without_its_zeros_is_read_unless_the_name_is_another(known: MatrixKnown, name: str, problems: list):
    file = read(known, HEAD, (7, name, 5, 3))

    assert [kind for _, kind in wrong(file)] == problems
    assert {one.number for one in file.scores} == (set() if problems else {"007"})


def test_places_in_a_list_and_means_are_no_scores(known: MatrixKnown):
    file = read(known, ("№ п/п", *HEAD, "Средний балл", "Итого"), (1, "007", "", 5, 3, 4, 8), (2, "8", "", 1, 1, 1, 2))

    assert not file.problems
    assert file.scale is Scale.FIVE
    assert len(file.scores) == 4


def test_raters_in_a_column(known: MatrixKnown):
    head = (*HEAD, "Кто оценил")
    file = read(known, head, ("007", "", 5, 1, "Самооценка"), ("007", "", 3, None, "Петров"))

    assert levels(file) == {
        ("007", "negotiation", "Самооценка"): 4,
        ("007", "finance", "Самооценка"): 0,
        ("007", "negotiation", "Петров"): 2,
    }


@pytest.mark.parametrize(
    "header",
    [
        (
            ("Таб. №", "Переговоры", None, "Финансовая грамотность", None),
            (None, "Сам", "Руководитель", "Сам", "Руководитель"),
        ),
        (
            ("Таб. №", "Сам", None, "Руководитель", None),
            (None, "Переговоры", "Финансовая грамотность", "Переговоры", "Финансовая грамотность"),
        ),
    ],
)
def test_raters_in_merged_headers_above_or_below_the_topics(known: MatrixKnown, header):
    file = read(known, *header, ("007", 5, 4, 3, 1))

    assert not file.problems
    assert len(file.scores) == 4
    assert {one.rater for one in file.scores} == {"Сам", "Руководитель"}
    assert {one.competency for one in file.scores} == {"negotiation", "finance"}


@pytest.mark.parametrize("raters", [("Петров", "Петров"), ("Петров", "Сидорова")])
def test_one_rater_below_each_topic_is_told_as_well(known: MatrixKnown, raters: tuple[str, str]):
    file = read(known, ("Таб. №", "Переговоры", "Финансовая грамотность"), (None, *raters), ("007", 5, 1))

    assert not file.problems
    assert levels(file) == {("007", "negotiation", raters[0]): 4, ("007", "finance", raters[1]): 0}


@pytest.mark.parametrize("first", [("007", 5, 1), ("007", "5", "1"), ("007", None, None)])
def test_a_row_of_scores_below_topics_names_no_raters(known: MatrixKnown, first: tuple):
    file = read(known, ("Таб. №", "Переговоры", "Финансовая грамотность"), first, ("8", 3, 3))

    assert not file.problems
    assert {one.rater for one in file.scores} == {""}


def test_rows_of_people_whom_nobody_knows_are_left_out_by_a_word_and_namesakes_never(known: MatrixKnown):
    rows = (HEAD, ("007", "Ким Вера", 5, 1), ("55", "Ушедший Иван", "?", 3), (None, "Кто-то Другой", 2, 2))
    assert [one for _, one in wrong(read(known, *rows))].count(Wrong.UNKNOWN_PERSON) == 2
    file = read(known, *rows, strangers_left_out=True)
    assert not file.problems
    assert file.left_out == ("Ушедший Иван", "Кто-то Другой")
    assert {one.number for one in file.scores} == {"007"}

    alike = read(known, HEAD, (None, "Орлов Олег", 3, 3), strangers_left_out=True)
    assert [one for _, one in wrong(alike)] == [Wrong.NAMESAKES]
    nobody = read(known, HEAD, ("55", "Ушедший Иван", 3, 3), strangers_left_out=True)
    assert (nobody.problems, nobody.scores, nobody.left_out) == ((), (), ("Ушедший Иван",))


def test_a_rater_below_a_topic_is_never_the_topic_whatever_was_decided_of_the_word(known: MatrixKnown):
    header = (
        ("Таб. №", "Переговоры", None, "Excel", None, "Финансовая грамотность", None),
        (None, "Рук.", "Куратор", "Рук.", "Куратор", "Рук.", "Куратор"),
        ("007", 5, 4, 3, 1, 2, 3),
    )
    told = read(known, *header, competencies={"Рук.": "product"})
    assert [(one.wrong, one.said) for one in told.problems] == [(Wrong.UNKNOWN_COMPETENCY, "Excel")] * 2
    assert [told.subject(place) for place in (1, 3, 4)] == ["Переговоры", "Excel", "Excel"]

    file = read(known, *header, competencies={"Рук.": "product", "Excel": ""})
    assert not file.problems
    assert levels(file).keys() == {
        ("007", topic, rater) for topic in ("negotiation", "finance") for rater in ("Рук.", "Куратор")
    }


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("404", "", 5, 3), ("Лист1!A2", Wrong.UNKNOWN_PERSON)),
        ((None, "Иванов", 5, 3), ("Лист1!B2", Wrong.UNKNOWN_PERSON)),
        ((None, "Орлов Олег", 5, 3), ("Лист1!B2", Wrong.NAMESAKES)),
        (("007", "", "хорошо", 3), ("Лист1!C2", Wrong.NO_SCORE)),
        (("007", "", "=1+1", 3), ("Лист1!C2", Wrong.NO_VALUE)),
        (("007", "", 0, 5), ("Лист1!C2", Wrong.OFF_SCALE)),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(known: MatrixKnown, row, problem):
    assert wrong(read(known, HEAD, row)) == [problem]


def test_the_same_scored_twice_is_a_question_and_an_empty_cell_is_none(known: MatrixKnown):
    file = read(known, HEAD, ("007", "", 5, "н/д"), ("007", "", 4, None), ("Среднее", "", 4.5, 1.25))

    assert wrong(file) == [("Лист1!C3", Wrong.SCORED_TWICE)]
    assert len(file.scores) == 2


def test_a_table_without_topics_or_people_says_so(known: MatrixKnown):
    assert wrong(read(known, ("Город", "Улица"), ("Тверь", "Ленина"))) == [
        ("Лист1!A1", Wrong.NOBODY_NAMED),
        ("Лист1!A1", Wrong.NO_COMPETENCIES),
    ]
    assert [kind for _, kind in wrong(read(known, HEAD))] == [Wrong.NO_SCORES]


def test_two_columns_of_one_topic_are_a_question(known: MatrixKnown):
    file = read(known, ("Таб. №", "Переговоры", "Negotiation and objections"), ("007", 5, 3))

    assert wrong(file) == [("Лист1!C1", Wrong.TWO_COMPETENCIES)]


@given(st.sampled_from(Scale), st.data())
def test_a_higher_score_is_a_higher_level_and_the_ends_lie_on_the_ends(scale: Scale, data):
    low, high = scale.ends
    first, second = sorted(data.draw(st.tuples(*[st.floats(low, high)] * 2)))

    assert 0 <= scale.level(first) <= scale.level(second) <= 4
    assert (scale.level(low), scale.level(high)) == (0, 4)
    assert scale.table()[0] == (low, 0)
    assert scale.table()[-1] == (high, 4)


@given(st.sampled_from(Scale), st.data())
def test_scores_of_the_whole_scale_are_recognised(scale: Scale, data):
    low, high = scale.ends
    scores = [low, high, *data.draw(st.lists(st.integers(int(low), int(high)), max_size=5))]

    assert recognised((float(one), False) for one in scores) == (scale, True)


@pytest.mark.parametrize(
    ("slip", "narrower"), [("7", Scale.FIVE), ("45", Scale.FIVE), ("0", None), ("80%", Scale.FIVE)]
)
def test_cells_that_alone_make_a_scale_wider_are_named(known: MatrixKnown, slip: str, narrower: Scale | None):
    rows = [("007", "Ким Вера", "5", "4"), ("8", "Орлов Олег", "3", slip), ("9", "Орлов Олег", "2", "4")]
    slips = read(known, HEAD, *rows).slips

    assert (slips and slips.scale) == narrower
    assert narrower is None or [str(cell).partition("!")[2] for cell in slips.cells] == ["D3"]


def test_no_cell_is_doubted_where_many_are_on_the_wider_scale_or_it_was_chosen(
    known: MatrixKnown, framework: Framework
):
    many = read(
        known, HEAD, ("007", "Ким Вера", "5", "8"), ("8", "Орлов Олег", "7", "3"), ("9", "Орлов Олег", "9", "4")
    )
    chosen = MatrixKnown(framework, PEOPLE, MatrixMapping(scale=Scale.TEN))

    assert many.slips is None
    assert read(chosen, HEAD, ("007", "Ким Вера", "5", "4"), ("8", "Орлов Олег", "3", "7")).slips is None


@pytest.mark.parametrize(
    ("text", "score"), [("3,5", (3.5, False)), ("75 %", (75, True)), ("—", None), (None, None), ("'4", (4, False))]
)
def test_scores_as_people_write_them(text, score):
    assert read_score(text) == score


@pytest.mark.parametrize("text", ["no", '{"competencies": {"a": "charm"}}', '{"scale": "1-7"}'])
def test_a_mapping_that_is_none_is_refused(text: str, framework: Framework):
    with pytest.raises(FileError, match=r"m\.json"):
        read_matrix_mapping(text.encode(), "m.json", framework)

    assert read_matrix_mapping(b'{"columns": {"a": "rater"}}', "m.json", framework).columns == {"a": Whose.RATER}
