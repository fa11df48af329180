"""Three people who apply on their phones: what they answer, and what they read afterwards."""

from dataclasses import dataclass

from playwright.sync_api import Page

from kamcareer.core.framework.competency import Situation
from kamcareer.core.framework.model import Framework
from tests.end_to_end.conftest import follow
from tests.end_to_end.test_interviews import HEARD
from tests.end_to_end.test_pages import problems
from tests.end_to_end.walk import Walk, words

PHONE = (390, 844)
SETTLED = "Пример был один, оба услышали его, остановились на нём"
SIGNED = "Роза Орлова, рекрутер"


@dataclass(frozen=True)
class Candidate:
    """One of three, and what nobody else's letter may say: name, example, region."""

    name: str
    level: int
    knows: bool | None  # which ways of acting are good; None answers one topic alone
    example: str
    region: str

    @property
    def own(self) -> tuple[str, ...]:
        """What is theirs alone."""
        return (*self.name.split(), self.example, self.region)


VERA = Candidate("Вера Ладожская", 3, True, "Вернула полку в двух сетях, обменяв скидку на промо", "Елабуга")  # noqa: FBT003
OLEG = Candidate("Олег Таганский", 2, None, "Ездил с торговыми по точкам и собрал жалобы на выкладку", "Чистополь")
TIMUR = Candidate("Тимур Волжанин", 1, False, "Принимал заказы по телефону и ставил их в очередь", "Бугульма")  # noqa: FBT003
EVERYBODY = (VERA, OLEG, TIMUR)


def names_in(text: str) -> list[str]:
    """Return the parts of the candidates' names that stand in a text."""
    return [part for one in EVERYBODY for part in one.name.split() if part in text]


def applied(walk: Walk, phone: Page, link: str, one: Candidate) -> None:
    """Read the notice, agree, say who one is, answer and send."""
    phone.goto(link)
    if one is VERA:
        follow(phone.locator("main a[href$='/apply']").first)
        notice = walk.seen(phone, "notice")
        assert [said for said in walk.said["notice"] if said not in notice] == []
    assert (
        phone.request.get("/application").url.rpartition("/")[2] != "application"
    )  # nothing is begun before they agree
    follow(phone.locator("main a.btn-1"))
    follow(phone.locator("main form button.btn-1"))
    phone.fill("#name", one.name)
    phone.fill("#regions", one.region)
    follow(phone.locator("main form button.btn-1"))
    answered(walk, phone, one)
    phone.goto("/application")
    assert problems(phone, PHONE[0], "script") == []
    follow(phone.locator("form[action$='/send'] button"))
    assert phone.locator("form[action$='/send']").count() == 0


def answered(walk: Walk, phone: Page, one: Candidate) -> None:
    """Answer the topics, the first with an example, and the situations; or one topic alone."""
    phone.locator("details.example").evaluate("fold => { fold.open = true }")
    phone.fill("textarea[name=example]", one.example)
    while "/assessment/questions/" in phone.url:
        phone.locator(f"label:has(#level-{one.level})").click()
        follow(phone.locator(".form-end button").first)
        if one.knows is None:
            return
    while "/assessment/situations/" in phone.url:
        item = situation(walk.framework, phone.url)
        best, worst = (item.best, item.worst) if one.knows else (item.worst, item.best)
        phone.locator(f"label:has(#best-{best})").click()
        phone.locator(f"label:has(#worst-{worst})").click()
        follow(phone.locator(".form-end button").first)


def situation(framework: Framework, url: str) -> Situation:
    """Return the situation of an address."""
    id = url.partition("/situations/")[2].partition("?")[0]
    return next(item for one in framework.competencies.values() for item in one.situations if item.id == id)


def told(walk: Walk, phone: Page, one: Candidate) -> None:
    """Read where one stands, one's own letter and one's own report, and nothing of anybody else."""
    outcome = walk.said["offer" if one is VERA else "decline"]
    others = [said for other in EVERYBODY if other is not one for said in other.own]
    pages = {}
    phone.goto("/application")
    pages["status"] = walk.seen(phone, f"status, {outcome}")
    assert outcome.lower() in pages["status"].lower()
    assert walk.said["waiting"] not in pages["status"]
    assert phone.locator("main a[href='/application/later']").count() == (0 if one is VERA else 1)
    follow(phone.locator("main a[href='/application/outcome']"))
    pages["letter"] = walk.seen(phone, f"letter, {outcome}") if one is not TIMUR else words(phone)
    assert walk.said["person"] in pages["letter"]
    assert SIGNED in pages["letter"]
    assert f"Рассказали так: {one.example}." in pages["letter"]
    follow(phone.locator("main a[href='/report']"))
    pages["report"] = walk.seen(phone, "report") if one is OLEG else words(phone)
    assert phone.locator(".verdict").count() > 0
    for name, text in pages.items():
        assert [said for said in (*others, HEARD, SETTLED) if said in text] == [], name
