"""`flask retention`: the job that keeps the clock, orders that stop it, and erasing again after a restore."""

from datetime import datetime

import click
from flask import current_app

from kamcareer.cli.command import Group
from kamcareer.cli.day import Day
from kamcareer.cli.installation import prepare_installation
from kamcareer.config import Settings
from kamcareer.core.legal_basis import Holder
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.audit import Event
from kamcareer.services.retention import Due, due, every_hold, place_hold, release_hold
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.erasures import erase_what_came_back
from kamcareer.web.metrics import Job, counted
from kamcareer.web.records import note
from kamcareer.worker.chores import delete_what_is_due

retention = Group("retention", help="How long data is kept: the job, orders to keep it, restored backups.")
DAY = Day()


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Say what is due and delete nothing.")
def run(*, dry_run: bool) -> None:
    """Count quarters that have closed, delete what has outlived its clock, and tell those whose data goes soon.

    Soon is within two weeks. For a timer, every hour.
    """
    prepare_installation()
    if dry_run:
        click.echo(f"due: {_count(due(db.session(), _settings().terms, now()))}")
    else:
        with counted(Job.RETENTION):
            click.echo(f"deleted: {_count(delete_what_is_due(_settings().terms))}")


def _count(found: Due) -> str:
    return f"{len(found.assessments)} assessments, {len(found.accounts)} accounts"


@retention.command("hold")
@click.argument("whose")
@click.option("--until", required=True, type=DAY, help="The last day, as 2027-03-31.")
@click.option("--reason", required=True, help="Why; the person can read it.")
def hold(whose: str, until: datetime, reason: str) -> None:
    """Keep the data of WHOSE, a mailbox or the id of an assessment, until a day, whatever the clock says."""
    prepare_installation()
    if not reason.strip() or len(reason) > 300:  # noqa: PLR2004 - as long as the column
        raise click.ClickException("Write a reason of at most 300 characters; the person can read it")
    if until.date() < today():
        raise click.ClickException(f"{until:%Y-%m-%d} is over")
    placed = place_hold(db.session(), _holder(whose), reason.strip(), until.date(), now())
    note(Event.HOLD_PLACED, placed.id, f"{until:%Y-%m-%d}")
    db.session.commit()
    click.echo(f"{placed.id} holds {whose} until {until:%Y-%m-%d}")


@retention.command("release")
@click.argument("id")
def release(id: str) -> None:
    """End the order ID before its day."""
    prepare_installation()
    if not release_hold(db.session(), id):
        raise click.ClickException(f"there is no order {id}. See: flask retention holds")
    note(Event.HOLD_RELEASED, id)
    db.session.commit()
    click.echo(f"{id} holds nothing any more")


@retention.command("holds")
def holds() -> None:
    """List every order to keep data, oldest first."""
    prepare_installation()
    for holder, one in every_hold(db.session()):
        over = "" if today() <= one.until else " (over)"
        whose = f"account {holder.account_id}" if holder.account_id else f"assessment {holder.assessment_id}"
        click.echo(f"{one.id}\t{whose}\tuntil {one.until}{over}\t{one.reason}")


@retention.command("replay")
def replay() -> None:
    """After restoring a backup: erase again whatever was erased since. `flask serve` does the same at every start."""
    prepare_installation()
    done = erase_what_came_back()
    click.echo(", ".join(f"{count} {kind}" for kind, count in sorted(done.items())) or "nothing came back")


def _holder(whose: str) -> Holder:
    account = find_by_mailbox(db.session(), whose.strip().lower())
    if account:
        return Holder(account_id=account.id)
    sitting = open_sitting(db.session(), whose)
    if sitting is None:
        raise click.ClickException(f'"{whose}" is neither the mailbox of an account nor the id of an assessment')
    if sitting.assessment.owner:
        return Holder(account_id=sitting.assessment.owner)
    return Holder(assessment_id=whose)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
