"""The sheet of an expert review as XLSX, and what experts said as text."""

from collections.abc import Iterator
from io import BytesIO

from kamcareer.core.expert_review import ExpertReview, anchors_in_disorder, options_in_disorder, situations_of
from kamcareer.core.expert_sheet import ANCHORS, OPTIONS
from kamcareer.core.framework.model import Framework
from kamcareer.core.selection.agreement import Agreement
from kamcareer.exports.workbooks import Value, add_table, new_book

GUIDE = {
    "ru": "Пишите только в последний столбец. Пусто — не знаю. Ступени самой модели здесь не видны.",
    "en": "Write in the last column alone. Empty: I do not know. The model’s own levels are not shown here.",
}
COLUMNS = {
    "ru": ("id", "буква", "тема", "описание", "ступень 0–4"),
    "en": ("id", "letter", "topic", "description", "level 0–4"),
}
RATED = {
    "ru": ("id", "буква", "ситуация", "что сделать", "оценка: 1 вредно … 4 лучше всего"),
    "en": ("id", "letter", "situation", "what to do", "rating: 1 harmful … 4 best"),
}


def expert_sheet(framework: Framework, language: str) -> bytes:
    """Return what an expert fills in: descriptions to be put on levels, ways to act to be rated, in disorder."""
    out = BytesIO()
    with new_book(out) as book:
        anchors: list[list[Value]] = [
            [id, letter, one.name[language], one.anchors[level][language], None]
            for id, one in framework.competencies.items()
            for letter, level in anchors_in_disorder(one).items()
        ]
        options: list[list[Value]] = [
            [id, letter, one.stem[language], one.options[way].text[language], None]  # type: ignore[index]  # letters of it
            for id, one in situations_of(framework).items()
            for letter, way in options_in_disorder(one).items()
        ]
        add_table(book, ANCHORS, COLUMNS[language], anchors, GUIDE[language], wide={2, 3})
        add_table(book, OPTIONS, RATED[language], options, GUIDE[language], wide={2, 3})
    return out.getvalue()


def review_text(review: ExpertReview) -> str:
    """Return what experts said, topic by topic, in lines for a terminal."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: ExpertReview) -> Iterator[str]:
    yield f"descriptions: {_agreed(review.anchors)}"
    for one in review.placed:
        if one.placed:
            word = "holds" if one.holds else "does not hold"
            yield (
                f"  {one.competency}: {one.in_place} of {one.placed} in place, {one.far_off} off by two or more,"
                f" {one.experts} experts: {word}"
            )
    yield f"ways to act: {_agreed(review.options)}"
    for keyed in review.keyed:
        if keyed.experts and min(keyed.best, keyed.worst) < keyed.experts:
            yield f"  {keyed.situation}: best {keyed.best} of {keyed.experts}, worst {keyed.worst} of {keyed.experts}"


def _agreed(found: Agreement | None) -> str:
    if found is None:
        return "agreement cannot be told: it takes two experts who do not say the same of everything"
    return f"alpha {found.alpha:.2f} ({found.low:.2f} to {found.high:.2f}) of {found.raters} experts on {found.units}"
