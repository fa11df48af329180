"""What falls due by the clock. A timer may start each of them too: whatever was done already is not done again."""

from collections.abc import Callable

from flask import Flask, current_app

from kamcareer.config import Settings
from kamcareer.core.erasures import Erased
from kamcareer.core.notifications import Happening
from kamcareer.core.rating_requests import Asked
from kamcareer.core.retention import Terms
from kamcareer.services.application_reminders import due_reminders
from kamcareer.services.audit import Event
from kamcareer.services.background_jobs import ask_for_chores, forget_old
from kamcareer.services.company_rounds import due_reminders as due_of_rounds
from kamcareer.services.fairness import count_quarters
from kamcareer.services.nominations import due_reminders as due_of_nominations
from kamcareer.services.notifications import tell_once
from kamcareer.services.plan_reminders import due_letters
from kamcareer.services.pool_columns import take_columns
from kamcareer.services.retention import Due, delete_due, due, ending
from kamcareer.services.round_peers import open_ended
from kamcareer.services.talk_days import missing_marks
from kamcareer.store.database import db, may_write, wipe_log
from kamcareer.store.pool_columns import pool_file
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.erasures import list_account, list_erased
from kamcareer.web.frameworks import current_framework
from kamcareer.web.links import Purpose, private_url
from kamcareer.web.mailing import send_waiting, sends_mail, tell
from kamcareer.web.nominations import write_to_curator
from kamcareer.web.records import note


def make_chores(app: Flask) -> None:
    """Make jobs of the chores that are due, and forget jobs that were kept long enough."""
    with app.app_context():
        may_write.set(True)
        ask_for_chores(db.session(), now().astimezone(app.config["SETTINGS"].zone))
        forget_old(db.session(), now())
        db.session.commit()


def send_letters() -> int:
    """Hand over every letter whose time has come; return how many were taken."""
    return send_waiting()


def remind() -> int:
    """Write about plans to who asked, and once to the invited, in rounds and after talks; return how many."""
    count = 0
    for letter in due_letters(db.session(), today()):
        stop = private_url(Purpose.STOP_LETTERS, letter.assessment_id)
        plan, account = full_address("candidate.plan"), full_address("account.overview")
        tell(letter.happening, letter.mailbox, plan=plan, account=account, stop=stop)
        count += 1
    for due_one in due_reminders(db.session(), now(), today()):
        url = private_url(Purpose.APPLY, due_one.stands_for)
        tell(Happening.REMINDED_TO_APPLY, due_one.mailbox, due_one.language, url=url, day=due_one.last_day)
        count += 1
    for of_round in due_of_rounds(db.session(), today(), now()):
        happening, last_day = Happening.ROUND_REMINDED, of_round.round.deadline
        url = full_address("team.round" if of_round.to is Asked.MANAGER else "account.round", id=of_round.round.id)
        if of_round.to is Asked.PEER:
            happening, url = Happening.PEER_REMINDED, full_address("account.overview")
        tell(happening, of_round.mailbox, url=url, day=last_day)
        count += 1
    for one in missing_marks(db.session(), current_app.config["SECRET_KEY"], today(), now()):
        card = full_address("recruiting.scorecard", id=one.vacancy_id, application=one.application_id)
        tell(Happening.MARKS_MISSING, one.mailbox, url=card)
        count += 1
    for place in due_of_nominations(db.session(), today(), now()):
        write_to_curator(Happening.NOMINATION_ENDS, place.curator, place.nomination)
        count += 1
    db.session.commit()
    return count


def delete_what_is_due(terms: Terms) -> Due:
    """Count quarters and open rounds that are over, delete what outlived its clock, tell whose data goes in two weeks.

    Return what went.
    """
    # Before anything is deleted: whoever applied on the first day of a quarter goes on the day it is counted.
    count_quarters(db.session(), current_app.config["SECRET_KEY"], terms.zone, now())
    open_ended(db.session(), current_app.config["SECRET_KEY"], today())
    found = due(db.session(), terms, now())
    for account in found.accounts:
        list_account(account)
        note(Event.RETENTION_ENDED, account.id, "account.idle")
    for assessment in found.assessments:
        list_erased((Erased.ASSESSMENT, assessment.id))
        note(Event.RETENTION_ENDED, assessment.id, "assessment")
    delete_due(db.session(), found, terms, now())
    _tell_of_the_end(terms)
    db.session.commit()
    if found.assessments or found.accounts:
        wipe_log()
    return found


def refresh_pool(done: Callable[[int], None]) -> int:
    """Work out anew what is known of everybody in the pool; `done` hears of every few people. Return how many."""
    settings: Settings = current_app.config["SETTINGS"]
    return take_columns(db.session(), current_framework(), pool_file(settings.data_folder), now(), done)


def _tell_of_the_end(terms: Terms) -> None:
    for account, last_day in ending(db.session(), terms, now()):
        if sends_mail() and account.email and tell_once(db.session(), account, last_day):
            tell(Happening.DATA_ENDS, account.email, day=last_day, account=full_address("account.overview"))
