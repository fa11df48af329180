"""A reader without a browser: opens pages, reads them as a tree, fills in the forms that are really there."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")
# What ?page= may hold by a slip or on purpose, and no list has.
NO_PAGES = ("0", "-1", "x", "", "1.5", "²", "１", "9" * 40, "000001" + "9" * 40, "9" * 5000)
JSON = {"Accept": "application/json"}


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def inside(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.inside()

    def all(self, *tags: str, **attributes: str) -> "list[Element]":
        return [
            element
            for element in self.inside()
            if (not tags or element.tag in tags)
            and all(element.get(name.rstrip("_").replace("_", "-")) == value for name, value in attributes.items())
        ]

    def one(self, *tags: str, **attributes: str) -> "Element":
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tags} {attributes}"
        return found[0]

    def above(self, tag: str) -> "Element | None":
        element = self.parent
        while element and element.tag != tag:
            element = element.parent
        return element

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in SILENT:
                yield " "
                yield from child._texts()
                yield " "

    @property
    def spoken(self) -> str:
        """The text with what a screen reader says in place of pictures and fields."""
        said = [element[name] for element in self.inside() for name in SPOKEN if name in element]
        return " ".join([self.text, *said])


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#page", {})
        self.at = self.root
        self.broken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.broken.append(f"<{tag}> repeats an attribute")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag != tag or self.at.parent is None:
            self.broken.append(f"</{tag}> where <{self.at.tag}> is open")
            return
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


@dataclass
class Page:
    """One answer of the server, read as HTML where it is HTML."""

    response: TestResponse
    path: str

    def __post_init__(self) -> None:
        tree = _Tree()
        if self.is_html:
            tree.feed(self.html)
            tree.close()
        self.tree, self.broken, self.open_at_end = tree.root, tree.broken, tree.at.tag

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def is_html(self) -> bool:
        return self.response.mimetype == "text/html" and self.response.content_encoding is None

    @property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def leads_to(self) -> str:
        """Where a redirect goes, as a path of this site."""
        parts = urlsplit(self.response.headers["Location"])
        assert parts.netloc in {"", "localhost"}, parts
        return (
            parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        )

    @property
    def title(self) -> str:
        return self.tree.one("title").text

    @property
    def main(self) -> Element:
        return self.tree.one("main")

    @property
    def ids(self) -> list[str]:
        return [element["id"] for element in self.tree.inside() if "id" in element]

    @property
    def csrf(self) -> str:
        return self.tree.one("meta", name="csrf-token")["content"]

    @property
    def hidden_errors(self) -> list[str]:
        """What is wrong in a fold that is closed: fields, words of errors, and where the summary of errors leads."""
        targets = {
            link["href"].removeprefix("#") for box in self.tree.all("section", class_="errors") for link in box.all("a")
        }
        return [
            element.get("id") or element.tag
            for fold in self.tree.all("details")
            if "open" not in fold
            for element in fold.inside()
            if element.get("id") in targets
            or element.get("aria-invalid") == "true"
            or "field-error" in (element.get("class") or "").split()
        ]

    def form(self, action: str = "", method: str = "post") -> Element:
        """The form of a method; where there are several, the one whose address ends like this."""
        forms = [form for form in self.tree.all("form") if form.get("method") == method]
        return next(form for form in forms if (form.get("action") or "").endswith(action))

    def values(self, form: Element) -> dict[str, list[str]]:
        """What a browser would send for a form as it stands."""
        sent: dict[str, list[str]] = {}
        for item in form.all("input", "textarea", "select"):
            if item.get("type") in {"radio", "checkbox"} and "checked" not in item:
                continue
            if item.get("type") in {"submit", "button"} or "name" not in item:
                continue
            value = item.get("value") or ""
            if item.tag == "textarea":
                value = "".join(child for child in item.children if isinstance(child, str))
            if item.tag == "select":
                options = item.all("option")
                chosen = [option for option in options if "selected" in option] or options[:1]
                if not chosen:
                    continue
                value = chosen[0]["value"]
            sent.setdefault(item["name"], []).append(value)
        return sent


class Reader:
    """One person with one browser: its cookies and its language."""

    def __init__(self, app: Flask, language: str = "ru") -> None:
        self.app, self.language = app, language
        self.client = app.test_client()
        self.client.set_cookie("language", language)

    def request(self, method: str, path: str, **options: Any) -> Page:
        path = path.partition("#")[0]
        page = Page(self.client.open(path, method=method, buffered=True, **options), path)
        assert page.hidden_errors == [], (path, page.hidden_errors)
        return page

    def get(self, path: str, **options: Any) -> Page:
        return self.request("GET", path, **options)

    def open(self, path: str) -> Page:
        """Get a page that must be there."""
        page = self.get(path)
        assert page.status == 200, (path, page.status)
        return page

    def send(self, page: Page, action: str = "", **values: Any) -> Page:
        """Send a form of a page with what it holds and what is chosen here; only fields that exist can be filled in."""
        form = page.form(action)
        names = {item.get("name") for item in form.all("input", "textarea", "select")}
        assert names >= set(values), f"no field {set(values) - names} in {sorted(filter(None, names))}"
        return self.request("POST", form.get("action") or page.path, data=page.values(form) | values)

    def choose(self, page: Page, action: str, typed: Mapping[str, str] | None = None, **button: str) -> Page:
        """Press one of several buttons of a form, each of which is a choice, with what was typed into it."""
        form = page.form(action)
        pressed = {(item.get("name"), item.get("value")) for item in form.all("button")}
        assert set(button.items()) <= pressed, (button, pressed)
        return self.request("POST", form["action"], data=page.values(form) | dict(typed or {}) | button)

    def follow(self, page: Page) -> Page:
        """Go where a form led, as a browser does after POST: by GET."""
        assert page.status == 303, (page.path, page.status)
        return self.open(page.leads_to)

    def put(self, path: str, body: Any, csrf: str, **headers: str) -> Page:
        sent = {"X-CSRFToken": csrf, "Content-Type": "application/json", **JSON, **headers}
        return self.request("PUT", path, data=json.dumps(body), headers=sent)

    def sit_down(self, assessment_id: str) -> "Reader":
        """Let this browser have an assessment open, as the private link does."""
        with self.client.session_transaction() as session:
            session["assessment"] = assessment_id
        return self

    def keep(self, secret: str) -> "Reader":
        """Let this browser be signed in, as the cookie of a sign-in does."""
        self.client.set_cookie("account", secret)
        return self


Choice = Callable[[int, str], Mapping[str, str]]


def modest(number: int, _competency: str) -> dict[str, str]:
    """Answers of an ordinary person: different levels, some without a chance, some with an example."""
    if number % 11 == 5:
        return {"level": "no_chance"}
    example = {"example": f"Пример {number}: федеральная сеть, +9 %"} if number % 5 == 1 else {}
    return {"level": str(number % 4), "confidence": ("sure", "fairly", "guess")[number % 3], **example}


def begin(
    reader: Reader,
    present: str = "sales_representative",
    target: str = "key_account_manager_retail",
    depth: str = "full",
) -> Page:
    """Go from the start page to the first question by links and forms."""
    home = reader.open("/")
    first = reader.open(next(link["href"] for link in home.main.all("a") if link["href"].startswith("/start")))
    second = reader.follow(reader.send(first, present=present))
    agreement = reader.follow(reader.send(second, target=target))
    card = reader.follow(reader.send(agreement))
    return reader.follow(reader.choose(card, "/assessment/depth", depth=depth))


def walk(reader: Reader, choose: Choice = modest, **roles: str) -> list[Page]:
    """Go from the start page by the topics to the report; return the pages: questions, the check page, the report.

    The situations and how often are left out, as the page of the list allows.
    """
    page, seen = begin(reader, **roles), []
    while "/questions/" in page.path:
        seen.append(page)
        page = reader.follow(reader.send(page, **choose(len(seen), page.path.rpartition("/")[2])))
    check = reader.open("/assessment/check")
    return [*seen, check, reader.follow(reader.send(check))]


def competency_of(page: Page) -> str:
    return page.path.partition("?")[0].rpartition("/")[2]
