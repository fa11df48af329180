"""What the Excel sheet of a development plan says."""

from flask_babel import gettext

from kamcareer.core.planning.plan import Plan, Step
from kamcareer.exports.plan_xlsx import TableWords
from kamcareer.web.languages import language, words

DAYS = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}


def table_words(made: Plan) -> TableWords:
    """Return the words of the sheet in the language of the reader."""
    prices = made.framework.prices
    kinds = {
        "training": gettext("course"),
        "project": gettext("practice task"),
        "mentoring": gettext("learning from people"),
        "reading": gettext("reading"),
        "rotation": gettext("work in another place"),
    }

    def kind(step: Step) -> str:
        return str(kinds[step.activity.kind])

    return TableWords(
        sheet=gettext("Plan"),
        title=gettext("Development plan: %(role)s", role=words(made.role.short)),
        columns=(
            gettext("What to do"),
            gettext("Kind"),
            gettext("From"),
            gettext("To"),
            gettext("Hours"),
            gettext("Hours a week"),
            gettext("Money, %(currency)s", currency=prices.currency) if prices else gettext("Money"),
            gettext("Topics"),
            gettext("First step"),
            gettext("What is there at the end"),
            gettext("Whom to ask"),
        ),
        day=DAYS[language()],
        money="#,##0",
        kind=kind,
        said=words,
    )
