"""Pages of HR: people of the company, cards for people without work mail, and counts of sex and age."""

from flask import Blueprint

from kamcareer.web.hr import cards, demographics, matrix_import, people, people_import

BOTH = ["GET", "POST"]
POST = ["POST"]


def hr_pages() -> Blueprint:
    """Return the table of HR's addresses."""
    pages = Blueprint("hr", __name__, url_prefix="/hr")
    add = pages.add_url_rule
    add("/cards", "cards", cards.make_cards_here, methods=BOTH)
    add("/cards/remove", "remove_card", cards.remove_card_here, methods=POST)
    add("/demographics", "demographics", demographics.show_counts)
    add("/people", "people", people.show_people)
    add("/people/all.xlsx", "download_people", people.download_people, methods=POST)
    add("/people/template.xlsx", "people_template", people.download_template)
    add("/people/import", "people_import", people_import.look_at_people, methods=BOTH)
    add("/people/import/columns", "decide_people_columns", people_import.decide_columns, methods=POST)
    add("/people/import/to-mend.xlsx", "marked_people", people_import.download_marked)
    add("/people/import/confirm", "confirm_people", people_import.import_here, methods=POST)
    add("/people/import/drop", "drop_people_file", people_import.drop_here, methods=POST)
    add("/people/matrix", "matrix_import", matrix_import.look_at_matrix, methods=BOTH)
    add("/people/matrix/columns", "decide_matrix_columns", matrix_import.decide_columns, methods=POST)
    add("/people/matrix/to-mend.xlsx", "marked_matrix", matrix_import.download_marked)
    add("/people/matrix/confirm", "confirm_matrix", matrix_import.keep_here, methods=POST)
    add("/people/matrix/drop", "drop_matrix_file", matrix_import.drop_here, methods=POST)
    return pages
