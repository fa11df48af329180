"""A calibration as settings that may be published: every number that moved says what it rests on now."""

from datetime import date
from typing import Any

from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.measurement.calibration import Calibration, Moved

SHOWN = 5e-4  # smaller moves are rounding


def proposed(calibration: Calibration, today: date) -> Measurement:
    """Return the settings of a calibration with what each moved number rests on."""
    document = calibration.settings.model_dump(mode="json")
    for moved in calibration.moved:
        if abs(moved.after - moved.before) >= SHOWN:
            _note(document, moved, calibration, today)
    return Measurement.model_validate(document)


def _note(document: dict[str, Any], moved: Moved, calibration: Calibration, today: date) -> None:
    *owner, name = moved.name.split(".")
    place = document["prior"] if owner == ["prior"] else document["sources"][owner[0]]
    parameter = place["error_shares"] if "error_shares" in owner else place[name]
    people, raters, anchor = calibration.people, calibration.anchor_raters, calibration.anchor
    before = f"{moved.before:.2f}"
    part = f" ({name})" if "error_shares" in owner else ""
    parameter["rests_on"] = {
        "ru": f"Калибровка {today:%d.%m.%Y}: {people} человек, опора — {anchor}, оценщиков {raters}; "
        f"было {before.replace('.', ',')}{part}",
        "en": f"Calibrated {today.isoformat()} on {people} people, anchor {anchor} with {raters} raters; "
        f"it was {before}{part}",
    }
