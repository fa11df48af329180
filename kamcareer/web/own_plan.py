"""The plan of the open assessment: shown as it is kept, made and kept anew where something has changed."""

from kamcareer.services.development_plan import OwnPlan, keep_plan, own_plan
from kamcareer.services.gap_report import StoredReport
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now


def current_plan(sitting: Sitting, stored: StoredReport, *, priced: bool = False, reasons: bool = False) -> OwnPlan:
    """Return the plan of the person who asks; one that was made now is kept."""
    found = own_plan(db.session(), sitting, stored, now(), priced=priced, reasons=reasons)
    if found.new:
        # In a unit of work of its own: planning takes longer than anybody should wait for a lock.
        reads_only = may_write.set(True)
        db.session.rollback()
        keep_plan(db.session(), sitting, found)
        db.session.commit()
        may_write.reset(reads_only)
    return found
