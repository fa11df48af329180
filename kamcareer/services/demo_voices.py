"""What is known of the invented people besides their own answers: situations, a manager, colleagues, evidence."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Depth
from kamcareer.core.blocks import situations
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import assumed_level
from kamcareer.core.rating_requests import LIFE, Asked, GivenRating, RatingRequest
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.store.assessments import put_situation
from kamcareer.store.evidence import add_entry
from kamcareer.store.rating_requests import add_request, put_rating, set_sent

# What there is besides the answers; a person not named here has only their own word.
VOICES: Mapping[str, tuple[str, ...]] = {
    "Алия Сафина": ("situations", "manager", "peers", "evidence"),
    "Борис Лапин": ("situations", "manager"),
    "Вера Ким": ("situations", "evidence"),
    "Дина Мурадова": ("situations", "manager", "peers"),
    "Егор Носов": ("situations",),
}
MANAGER = "Марина Котова"
PEERS = ("Ольга Ш.", "Тимур А.", "Лев Б.")
DEEDS = (
    ("work_sample", 130, "Собрал план по трём точкам сети: выкладка, промо, долг. За квартал сеть +11 %.", MANAGER),
    ("observed", 60, "Совместный визит: закупщик просил скидку, предложили пакет услуг, скидка не понадобилась.", ""),
)


def add_voices(session: Session, framework: Framework, person: Assessment, draw: Random) -> None:
    """Give an invented person what VOICES says there is."""
    voices = VOICES.get(person.demo_name or "", ())
    if "situations" in voices:
        _choose(session, framework, person, draw)
    if "manager" in voices:
        _rate(session, framework, person, Asked.MANAGER, (MANAGER,), draw)
    if "peers" in voices:
        _rate(session, framework, person, Asked.PEER, PEERS, draw)
    if "evidence" in voices:
        _keep(session, framework, person)


def _choose(session: Session, framework: Framework, person: Assessment, draw: Random) -> None:
    for number, (_, item) in enumerate(situations(framework, person, Depth.FULL)):
        best = item.best if draw.random() < 0.6 else draw.choice(sorted(set(item.options) - {item.worst}))  # noqa: PLR2004
        worst = item.worst if best != item.worst else draw.choice(sorted(set(item.options) - {best}))
        at = person.started + timedelta(minutes=18, seconds=40 * number)
        put_situation(session, person.id, item.id, SituationDraft(best, worst, 1, at, at, at))


def _rate(
    session: Session, framework: Framework, person: Assessment, source: Asked, names: Sequence[str], draw: Random
) -> None:
    for number, name in enumerate(names):
        id = f"{person.id[:-4]}{'1' if source is Asked.MANAGER else '2'}{person.id[-1]}{number:02d}"
        asked = person.started + timedelta(hours=1)
        request = RatingRequest(id, person.id, source, name, person.demo_name or "", asked, asked + LIFE)
        add_request(session, request)
        for competency in framework.roles[person.target].requirements:
            put_rating(session, id, competency, _seen(framework, person, competency, draw))
        set_sent(session, id, asked + timedelta(hours=number + 2))


def _seen(framework: Framework, person: Assessment, competency: str, draw: Random) -> GivenRating:
    if draw.random() < 0.1:  # noqa: PLR2004
        return GivenRating(no_chance=True)
    level = round(draw.gauss(assumed_level(framework, person.present, competency) + 0.1, 0.7))
    return GivenRating(min(max(level, 0), MAX_LEVEL))


def _keep(session: Session, framework: Framework, person: Assessment) -> None:
    musts = framework.roles[person.target].must_haves
    for number, (kind, days, note, confirmer) in enumerate(DEEDS):
        confirmed = person.started + timedelta(days=1) if confirmer else None
        entry = EvidenceEntry(
            f"{person.id[:-4]}3{person.id[-1]}{number:02d}", person.id, musts[number], kind, 2,
            _days_before(person.started, days), note, person.started, hidden=not confirmer,
            confirmer=confirmer, asker=person.demo_name or "", confirmed=confirmed,
        )  # fmt: skip
        add_entry(session, entry)


def _days_before(moment: datetime, days: int) -> date:
    return moment.date() - timedelta(days=days)
