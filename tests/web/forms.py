"""Every form of every page, as it is really there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kamcareer.web.admission import TAKES_JSON
from tests.web.pages import Element, Page, Reader
from tests.web.routes import Address

# What a person would type; everything else is sent as the page holds it.
PASSPHRASE, OTHER = "ёлка самовар трактор 9 лун", "лодка вечер кирпич 4 ветра"
TYPED = {"email": "new@example.ru", "passphrase": PASSPHRASE, "present": PASSPHRASE, "example": "Пример", "name": "Мой"}
TYPED |= {"new": OTHER, "code": "000000"}


@dataclass(frozen=True)
class Sent:
    """A form of a page: where the page is, where the form goes, its fields with what may be chosen in them."""

    page: str
    action: str
    method: str = "POST"
    on_page: bool = True
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    files: frozenset[str] = frozenset()
    held: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)


def every_form(reader: Reader, known: Iterable[Address]) -> list[Sent]:
    """Return every form of every page, and every address that takes what no page's form sends."""
    found: dict[str, Sent] = {}
    known = list(known)
    for address in known:
        page = reader.get(address.path) if address.method == "GET" else None
        for form in page.tree.all("form") if page and page.is_html else ():
            if form.get("method") == "post":
                action = form.get("action") or page.path
                if action not in found:
                    found[action] = _sent(page, action, form)
    for address in known:
        if address.method != "GET" and address.path not in found and address.endpoint not in TAKES_JSON:
            found[address.path] = Sent("/start", address.path, address.method, on_page=False)
    return list(found.values())


def _sent(page: Page, action: str, form: Element) -> Sent:
    fields: dict[str, tuple[str, ...]] = {}
    for item in form.all("input", "textarea", "select", "button"):
        name = item.get("name")
        if name and name != "csrf_token":
            offered = [option.get("value") for option in item.all("option")] + [item.get("value")]
            fields[name] = (*fields.get(name, ()), *(value for value in offered if value))
    files = frozenset(item["name"] for item in form.all("input", type="file"))
    held = {name: value for name, value in filled(page, form).items() if name in fields and name not in files}
    return Sent(page.path, action, fields=fields, files=files, held=held)


def form_of(page: Page, sent: Sent) -> Element | None:
    """Return the form on its page; None where the page has no such form."""
    return next((form for form in page.tree.all("form") if (form.get("action") or page.path) == sent.action), None)


def filled(page: Page, form: Element) -> dict[str, Any]:
    """Return what a person would send: the page's own values, the first choice where none is made, words for words."""
    values: dict[str, Any] = page.values(form)
    for item in form.all("input", "textarea", "select"):
        name = item.get("name")
        if item.get("type") == "radio" and name not in values:
            values[name] = item["value"]
        if item.tag == "textarea" or item.get("type") in {"text", "email", "password"}:
            values[name] = values.get(name, [""])[0] or TYPED.get(name, "")
    return values
