from kamcareer.core.framework.errors import FileError, Position, Problem, problem_at


def test_a_problem_reads_as_file_line_column_message():
    problem = Problem(Position("roles/lead.yaml", 3, 7), "too high")

    assert str(problem) == "roles/lead.yaml:3:7: too high"


def test_a_position_without_numbers_is_the_begin_of_the_file():
    assert str(Position("a.yaml")) == "a.yaml:1:1"


def test_problems_come_in_reading_order_and_once_each():
    early, late, other = (Problem(Position(file, line), "x") for file, line in (("a", 2), ("a", 10), ("b", 1)))

    assert FileError([other, late, early, late]).problems == (early, late, other)


def test_the_text_of_an_error_has_one_line_for_each_problem():
    error = FileError([Problem(Position("a", 2), "second"), Problem(Position("a", 1), "first")])

    assert str(error) == "a:1:1: first\na:2:1: second"


def test_one_problem_makes_one_error():
    assert str(problem_at(Position("a", 1, 2), "wrong")) == "a:1:2: wrong"
