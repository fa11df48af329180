"""The demonstration: invented people from a fixed seed, so that no page is empty at first sight."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Draft, questions
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.links import Extent, Link, LinkKind
from kamcareer.core.measurement import assumed_level
from kamcareer.services.demo_voices import add_voices
from kamcareer.services.self_assessment import Sitting, open_sitting
from kamcareer.services.sharing import show_link
from kamcareer.store.assessments import add_assessment, add_round, delete_assessment, demo_assessments, put_draft
from kamcareer.store.frameworks import keep_framework, stored_framework
from kamcareer.store.links import links_of_all
from kamcareer.store.turns import Turn, take_turn

SEED = 20261123
RETURNED = "Алия Сафина"  # who assessed herself before
BEFORE = timedelta(days=95)

# name, present role, target role, how far above (or below) the present profile they see themselves, who sees the report
PEOPLE = (
    ("Алия Сафина", "sales_representative", "key_account_manager_retail", 0.3, ""),
    ("Борис Лапин", "sales_manager", "key_account_manager_retail", 0.6, "recruiter"),
    ("Вера Ким", "medical_representative", "key_account_specialist_pharma", 0.4, "hr"),
    ("Глеб Орлов", "merchandiser", "sales_representative", 0.5, "hr"),
    ("Дина Мурадова", "account_manager", "key_account_manager_retail", 0.4, "recruiter"),
    ("Егор Носов", "supervisor", "sales_manager", 0.1, "hr"),
    ("Жанна Белых", "key_account_specialist_retail", "kas_own_accounts", 0.2, "recruiter"),
    ("Захар Юдин", None, "sales_representative", 0.0, ""),
)

EXAMPLES = (
    "Федеральная сеть просила скидку. Разобрали, что её подтолкнуло, предложили два пакета; продажи за квартал +9 %.",
    "У партнёра накопилась просрочка. Сверили оплаты, согласовали график на шесть недель, долг закрыли за пять.",
    "Новая точка на территории: за два месяца вышли на план, три позиции стали постоянными на полке.",
    "Мероприятие для 40 специалистов: программа, два докладчика, бюджет. Пришло 36 человек, 11 новых контактов.",
)


@dataclass(frozen=True)
class DemoPerson:
    """An invented person as the demonstration page shows them."""

    assessment: Assessment
    framework: Framework
    present: Role | None
    target: Role
    links: tuple[Link, ...]
    audience: str


def load_demo(session: Session, framework: Framework, now: datetime) -> int:
    """Fill the installation with the invented people; those of an earlier load are replaced. Return how many."""
    take_turn(session, Turn.DEMO)
    clear_demo(session)
    sha256 = keep_framework(session, framework, now)
    draw = Random(SEED)  # noqa: S311 - invented people, not secrets
    for number, (name, present, target, lift, audience) in enumerate(PEOPLE):
        started = now - timedelta(days=3 + 2 * number)
        id = f"00000000-0000-4000-8000-{number:012d}"
        finished = started + timedelta(minutes=17)
        assessment = Assessment(id, sha256, present, target, started, finished, demo_name=name)
        add_assessment(session, assessment)
        for order, competency in enumerate(questions(framework, target)):
            draft = _invented(framework, present, competency, lift, draw, started + timedelta(seconds=40 * order))
            put_draft(session, id, competency, draft)
        if name == RETURNED:
            _add_earlier_round(session, framework, assessment, lift)
        add_voices(session, framework, assessment, draw)
        if audience:
            show_link(session, id, Extent.REPORT, (), timedelta(days=365), now)
    return len(PEOPLE)


def clear_demo(session: Session) -> int:
    """Delete the invented people; return how many there were."""
    people = demo_assessments(session)
    for person in people:
        delete_assessment(session, person.id)
    return len(people)


def demo_people(session: Session, now: datetime) -> list[DemoPerson]:
    """Return the invented people with the links by which their reports may be read."""
    audiences, people = {name: audience for name, _, _, _, audience in PEOPLE}, demo_assessments(session)
    links = links_of_all(session, [person.id for person in people])
    return [
        DemoPerson(
            person,
            framework := stored_framework(session, person.framework_sha256),
            framework.roles[person.present] if person.present else None,
            framework.roles[person.target],
            tuple(link for link in links.get(person.id, ()) if link.kind is LinkKind.SHOW and link.works(now)),
            audiences.get(person.demo_name or "", ""),
        )
        for person in people
    ]


def demo_sitting(session: Session, id: str) -> Sitting | None:
    """Return the sitting of an invented person; None for anybody else's."""
    sitting = open_sitting(session, id)
    return sitting if sitting and sitting.assessment.demo_name else None


def _add_earlier_round(session: Session, framework: Framework, now: Assessment, lift: float) -> None:
    draw = Random(SEED + 1)  # noqa: S311 - as above; of its own, so that everybody else stays who they are
    id = now.id.replace("4000", "4001")
    begun = now.started - BEFORE
    add_round(session, replace(now, id=id, started=begun, finished=begun + timedelta(minutes=21)), now.id)
    for order, competency in enumerate(questions(framework, now.target)):
        moment = begun + timedelta(seconds=50 * order)
        put_draft(session, id, competency, _invented(framework, now.present, competency, lift - 0.3, draw, moment))


def _invented(
    framework: Framework, present: str | None, competency: str, lift: float, draw: Random, moment: datetime
) -> Draft:
    level = round(draw.gauss(assumed_level(framework, present, competency) + lift, 0.7))
    no_chance = draw.random() < 0.06  # noqa: PLR2004
    return Draft(
        level=None if no_chance else min(max(level, 0), MAX_LEVEL),
        no_chance=no_chance,
        confidence=draw.choices(["sure", "fairly", "guess"], [3, 5, 1])[0],  # type: ignore[arg-type]
        example=draw.choice(EXAMPLES) if not no_chance and draw.random() < 0.2 else "",  # noqa: PLR2004
        revision=1,
        first_saved=moment,
        last_saved=moment,
    )
