"""What sex and age groups are called on pages."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.demographics import AgeGroup, Sex

SEXES = {Sex.FEMALE: _l("female"), Sex.MALE: _l("male"), Sex.UNSAID: _l("I prefer not to say")}
AGES = {
    AgeGroup.UNDER_25: _l("under 25"),
    AgeGroup.FROM_25: _l("25 to 34"),
    AgeGroup.FROM_35: _l("35 to 44"),
    AgeGroup.FROM_45: _l("45 to 54"),
    AgeGroup.FROM_55: _l("55 or more"),
    AgeGroup.UNSAID: _l("I prefer not to say"),
}


class DemographicsForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Each part only if the person likes."""

    sex = RadioField(
        choices=[SelectChoice(one, label) for one, label in SEXES.items()],
        default=Sex.UNSAID,
        validators=[InputRequired()],
    )
    age_group = RadioField(
        choices=[SelectChoice(one, label) for one, label in AGES.items()],
        default=AgeGroup.UNSAID,
        validators=[InputRequired()],
    )
