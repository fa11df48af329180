"""One situation, one page: the best and the worst of four ways to act. Nothing is explained before the end."""

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.blocks import Kind
from kamcareer.core.framework.competency import Option, Situation
from kamcareer.core.situation_answers import SituationDraft, option_order, situation_of
from kamcareer.services.saving import Conflict
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.situations import ClosedError, close_situations, explained_situations, save_choice
from kamcareer.store.database import db
from kamcareer.web.candidate.sent_save import SentSave, sent_save
from kamcareer.web.candidate.situation_form import SituationForm
from kamcareer.web.clock import now
from kamcareer.web.flow import Place, blocks_of, next_page, place_of
from kamcareer.web.sitting import NoSittingError, current_sitting


class Save(SentSave):
    """What is chosen so far."""

    best: Option | None
    worst: Option | None


def ask_situation(situation: str) -> ResponseReturnValue:
    """Show a situation; on POST save the choice and go on."""
    sitting = current_sitting()
    item, place = _found(sitting, situation)
    draft = sitting.assessment.situation(situation)
    if draft.closed:
        return redirect(url_for("candidate.situations", _anchor=situation), 303)
    if request.method != "POST":
        return _page(sitting, item, place, SituationForm.of(draft))
    form = SituationForm()
    if not form.validate():
        return _page(sitting, item, place, form), 422
    outcome = save_choice(db.session(), sitting, situation, form.draft(), str(form.key.data), now())
    if outcome is None:
        raise NoSittingError
    if isinstance(outcome, Conflict):
        again = SituationForm.of(outcome.offered)
        again.revision.data = str(outcome.stored.revision)
        return _page(sitting, item, place, again, outcome.stored), 409
    db.session.commit()
    return redirect(next_page(sitting, Kind.SITUATIONS, situation), 303)


def autosave_situation(situation: str) -> ResponseReturnValue:
    """Store a choice: 200 with the new revision, 409 with both versions when another tab was faster."""
    sitting = current_sitting()
    _found(sitting, situation)
    sent = sent_save(Save, sitting)
    if sent.best is not None and sent.best == sent.worst:
        return jsonify(error=_("The best and the worst cannot be the same")), 422
    offered = SituationDraft(sent.best, sent.worst, sent.revision)
    try:
        outcome = save_choice(db.session(), sitting, situation, offered, str(sent.key), now())
    except ClosedError:
        return jsonify(error=_("This situation is finished and cannot be changed any more")), 422
    if outcome is None:
        raise NoSittingError
    if isinstance(outcome, Conflict):
        stored = outcome.stored
        return jsonify(stored={"best": stored.best, "worst": stored.worst, "revision": stored.revision}), 409
    db.session.commit()
    return jsonify(revision=outcome.draft.revision, next=next_page(sitting, Kind.SITUATIONS, situation))


def show_situations() -> ResponseReturnValue:
    """Show what was finished with its explanation; on POST finish what was answered."""
    sitting, form = current_sitting(), FlaskForm()
    if form.validate_on_submit():
        close_situations(db.session(), sitting.assessment.id, now())
        db.session.commit()
        flash(_("The situations are finished. Here is what the authors think of each way to act."))
        return redirect(url_for("candidate.situations"), 303)
    asked = blocks_of(sitting).get(Kind.SITUATIONS)
    to_finish = [id for id, draft in sitting.assessment.situations.items() if draft.answered and not draft.closed]
    return render_template(
        "candidate/situations.html",
        framework=sitting.framework,
        assessment=sitting.assessment,
        form=form,
        open=asked.open if asked else (),
        to_finish=to_finish,
        explained=explained_situations(sitting.framework, sitting.assessment),
    )


def _found(sitting: Sitting, situation: str) -> tuple[Situation, Place]:
    found, place = situation_of(sitting.framework, situation), place_of(sitting, Kind.SITUATIONS, situation)
    if found is None or place is None:
        abort(404)
    return found[1], place


def _page(
    sitting: Sitting, item: Situation, place: Place, form: SituationForm, stored: SituationDraft | None = None
) -> str:
    return render_template(
        "candidate/situation.html",
        assessment=sitting.assessment,
        situation=item,
        order=option_order(item, sitting.assessment.id),
        form=form,
        stored=stored,
        draft=sitting.assessment.situation(item.id),
        place=place,
        next=next_page(sitting, Kind.SITUATIONS, item.id),
        returns=request.args.get("from") == "check",
    )
