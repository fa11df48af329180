"""Commands: `flask <command>` in the checkout."""

from flask import Flask

from kamcareer.cli.audit import audit
from kamcareer.cli.backup import backup, bring_back
from kamcareer.cli.database import db
from kamcareer.cli.demo import demo
from kamcareer.cli.doctor import doctor
from kamcareer.cli.documents import documents
from kamcareer.cli.frameworks import frameworks
from kamcareer.cli.frameworks_diff import diff
from kamcareer.cli.frameworks_effect import effect as framework_effect
from kamcareer.cli.frameworks_export import export
from kamcareer.cli.frameworks_import import bring_in
from kamcareer.cli.frameworks_merge import merge
from kamcareer.cli.frameworks_new import new
from kamcareer.cli.frameworks_review import review
from kamcareer.cli.frameworks_versions import use_files, versions
from kamcareer.cli.gap import gap
from kamcareer.cli.mail import mail
from kamcareer.cli.measurement import measurement
from kamcareer.cli.paths import paths
from kamcareer.cli.people import people
from kamcareer.cli.people_effect import effect
from kamcareer.cli.people_programme import programme
from kamcareer.cli.people_scores import scores
from kamcareer.cli.plan import plan
from kamcareer.cli.pool import pool
from kamcareer.cli.privacy import privacy
from kamcareer.cli.retention import retention
from kamcareer.cli.secret import secret
from kamcareer.cli.serve import serve
from kamcareer.cli.users import users
from kamcareer.cli.worker import worker


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    for command in (bring_in, diff, export, framework_effect, merge, new, review, use_files, versions):
        frameworks.add_command(command)
    people.add_command(effect)
    people.add_command(programme)
    people.add_command(scores)
    groups = (audit, demo, documents, frameworks, gap, mail, measurement, paths, people, plan, pool, privacy)
    for command in (*groups, retention, secret, users, backup, bring_back, db, doctor, serve, worker):
        app.cli.add_command(command)
