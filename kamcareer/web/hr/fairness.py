"""Whether vacancies treat people alike: rates of large groups by stage, and all that was told for an audit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.fairness import Stage, Trait
from kamcareer.core.selection.adverse_impact import FOUR_FIFTHS, JUDGED_FROM, SHOWN_FROM, Evenness
from kamcareer.exports.fairness_xlsx import fairness_table
from kamcareer.services.audit import Event
from kamcareer.services.fairness import told
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.demographics import AGES, SEXES
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known

TRAITS = {Trait.SEX: _l("Sex"), Trait.AGE: _l("Age")}
STAGES = {
    Stage.TALK: _l("invited to a talk"),
    Stage.PROPOSED: _l("the program proposed to invite"),
    Stage.READ: _l("answers were read"),
}
SAYS = {
    Evenness.NO_SIGN: _l("no sign of a difference"),
    Evenness.CANNOT_TELL: _l("cannot be told yet"),
    Evenness.LOOK_CLOSER: _l("look closer"),
}


def show_fairness() -> str:
    """Show the newest period that may be told, by sex and by age."""
    groups = _groups()
    newest = {trait: next(reversed(periods), None) for trait, periods in told(db.session()).items()}
    few = {trait: ", ".join(str(groups[one]) for one in period.few) for trait, period in newest.items() if period}
    return render_template(
        "hr/fairness.html",
        newest=newest,
        day_after=timedelta(days=1),
        traits=TRAITS,
        stages=STAGES,
        groups=groups,
        few=few,
        says=SAYS,
        four_fifths=FOUR_FIFTHS,
        least=SHOWN_FROM,
        judged=JUDGED_FROM,
        form=FlaskForm(),
    )


def download_fairness() -> ResponseReturnValue:
    """Answer a form with everything that was ever told as XLSX; that somebody took it is noted."""
    periods = [period for of_trait in told(db.session()).values() for period in of_trait]
    tables: tuple[Mapping[Any, object], ...] = (TRAITS, STAGES, SAYS, _groups())
    labels = {str(name): str(label) for table in tables for name, label in table.items()}
    guide = _("A signal for people who look closer, and no verdict: not legal advice.")
    content = fairness_table(periods, labels | _columns(), _meanings(), guide)
    note(Event.FAIRNESS_EXPORTED, current_known().account.id, f"{len(periods)} periods")
    title = _("for an audit")
    answer = sheet_answer(content, f"{title}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def _groups() -> Mapping[str, object]:
    return {str(name): label for name, label in (SEXES | AGES).items() if name not in (Sex.UNSAID, AgeGroup.UNSAID)}


def _columns() -> dict[str, str]:
    return {
        "rates": _("Rates"),
        "meanings": _("What is what"),
        "word": _("Column"),
        "meaning": _("What it is"),
        "trait": _("By"),
        "from": _("Sent from"),
        "to": _("Sent until"),
        "stage": _("How far"),
        "group": _("Group"),
        "sent": _("Sent their answers"),
        "came": _("Came so far"),
        "rate": _("Rate"),
        "beside": _("Compared with"),
        "ratio": _("Ratio of the rates"),
        "low": _("Likely from"),
        "high": _("Likely to"),
        "fisher": _("Fisher’s exact p"),
        "mid_p": _("Mid-p"),
        "within": _("Ratio within vacancies"),
        "within_p": _("p within vacancies"),
        "flip": _("Other outcomes to turn it"),
        "says": _("What may be said"),
        "few": _("too few to show"),
        "highest": _("the highest rate"),
    }


def _meanings() -> list[tuple[str, str]]:
    names = _columns()
    return [
        (
            names["sent"],
            _("Of those who chose to say something of themselves; nothing is known of the others."),
        ),
        (
            names["rate"],
            _("Of those who sent their answers, the share that came so far before the quarter was counted."),
        ),
        (names["ratio"], _("The rate of the group by the highest rate. Below 0.8 is the four-fifths rule’s signal.")),
        (names["low"], _("Score interval of the ratio, right in 95 cases of 100 (Koopman 1984).")),
        (names["fisher"], _("Two-sided, of a difference as large by chance alone (Fisher 1935).")),
        (names["mid_p"], _("The same with half the chance of what was seen: less timid with few people.")),
        (
            names["within"],
            _("Vacancy by vacancy, then together (Mantel and Haenszel 1959): where people apply is their own choice."),
        ),
        (names["within_p"], _("Cochran, Mantel and Haenszel; an approximation where few applied.")),
        (names["flip"], _("As many other outcomes in the group would turn the four-fifths rule round.")),
        (names["few"], _("Fewer than ten people in the group, or fewer than ten who came so far, or who did not.")),
    ]
