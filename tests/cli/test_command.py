"""Wrong use of any command: one line, exit code 2."""

import pytest

LIMITS = ("--hours-per-week", "4", "--weeks", "26")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("plan", "nobody.yaml", "--to", "supervisor", *LIMITS), "File 'nobody.yaml' does not exist. See: "),
        (("plan", "examples/sales_representative.yaml", *LIMITS), "Missing option '--to'. Name a role, for example"),
        (("plan",), "plan --help"),
        (("gap", "--to", "supervisor"), "give either ANSWERS or --batch FILE. See: "),
        (("paths", "merchandiser"), "Missing argument 'TARGET'. Name a role, for example supervisor"),
        (("paths", "merchandiser", "supervisor", "--lang", "de"), "'de' is not one of 'ru', 'en'"),
        (("paths", "merchandizer", "supervisor"), 'unknown role "merchandizer"; did you mean "merchandiser"? See: '),
        (("frameworks", "schema", "spoon"), "spoon"),
        (("people", "list", "--shape", "round"), "No such option"),
        (("people", "matrix", "pyproject.toml", "--scored-on", "then"), "'then' is not a day; write it as"),
        (("people", "count"), "No such command 'count'"),
        (("backup", "here", "--keep", "0"), "--keep"),
    ],
)
def test_wrong_use_is_told_in_one_line(runner, args, told):
    result = runner.invoke(args=args)

    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert told in line


@pytest.mark.parametrize("args", [("plan", "--help"), ("people", "--help"), ("people", "import", "--help")])
def test_help_is_told_in_full(runner, args):
    result = runner.invoke(args=args)

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


def test_a_group_alone_tells_what_is_in_it(runner):
    assert "import" in runner.invoke(args=["people"]).stderr
