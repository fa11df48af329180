"""Situations: known settings, a key that the experts' ratings bear out and that nothing but the case gives away."""

from collections import Counter
from collections.abc import Iterator

from kamcareer.core.framework.competency import ANY_SETTING, Situation
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document, Path

LETTERS = "ABCD"
OPTION_RATIO = 1.35
ENOUGH_TO_BALANCE = 12
UNEVEN = 0.4  # of all keys under one letter; with four letters an even share is 0.25
ENOUGH_TO_RANK = 20
RANKS = (Message("shortest"), Message("second shortest"), Message("second longest"), Message("longest"))
RANK_SHARES = (0.1, 0.4)  # of best options at one rank of length; an even share is 0.25

OTHER_IS_EXTREME = {
    "best": Message('"best" is %(letter)s, but another option has the best rating (%(rating)s)'),
    "worst": Message('"worst" is %(letter)s, but another option has the worst rating (%(rating)s)'),
}
TWO_ARE_EXTREME = {
    "best": Message("another option has the best rating (%(rating)s) too; a key needs one that stands alone"),
    "worst": Message("another option has the worst rating (%(rating)s) too; a key needs one that stands alone"),
}
UNEVEN_KEYS = {
    "best": Message('%(count)s of %(all)s situations have the key "best" at %(letter)s; spread them over A to D'),
    "worst": Message('%(count)s of %(all)s situations have the key "worst" at %(letter)s; spread them over A to D'),
}

Placed = tuple[Situation, Path, Document]


def situation_problems(parts: Parts) -> Iterator[Problem]:
    """Return situations of unknown competencies or settings, given twice, badly keyed, or that can be guessed."""
    known = parts.known("competencies")
    for kept in (parts.situations, parts.private_situations):
        for id, part in kept.items():
            if id not in known:
                yield Problem(part.document.where(("id",)), unknown("competency", id, known))
    seen: set[str] = set()
    for situation, path, document in _all(parts):
        if situation.id in seen:
            message = Message('the situation "%(id)s" is given twice; rename one', id=situation.id)
            yield Problem(document.where((*path, "id")), message)
        seen.add(situation.id)
        yield from _shape_problems(situation, path, document, parts)
        if sorted(situation.options) == list(LETTERS):
            yield from _key_problems(situation, path, document)
            yield from _length_problems(situation, path, document)
    for kept in (parts.situations, parts.private_situations):
        there = [placed for id in kept for placed in _in_file(kept[id].value.situations, kept[id].document)]
        bank = [placed for placed in there if not placed[0].retired]
        yield from _balance_problems(bank)
        yield from _rank_problems([placed for placed in bank if sorted(placed[0].options) == list(LETTERS)])


def _all(parts: Parts) -> Iterator[Placed]:
    for competency in parts.competencies.values():
        yield from _in_file(competency.value.situations, competency.document)
    for kept in (parts.situations, parts.private_situations):
        for part in kept.values():
            yield from _in_file(part.value.situations, part.document)


def _in_file(situations: tuple[Situation, ...], document: Document) -> Iterator[Placed]:
    for index, situation in enumerate(situations):
        yield situation, ("situations", index), document


def _shape_problems(situation: Situation, path: Path, document: Document, parts: Parts) -> Iterator[Problem]:
    settings = [ANY_SETTING, *(parts.head.value.ladders if parts.head else [situation.setting])]
    if situation.setting not in settings:
        yield Problem(document.where((*path, "setting")), unknown("setting", situation.setting, settings))
    low, high = situation.level_range
    if low > high:
        yield Problem(document.where((*path, "level_range")), Message("the lower level comes first"))
    if sorted(situation.options) != list(LETTERS):
        yield Problem(document.where((*path, "options")), Message("a situation has four options: A, B, C and D"))
    if "private" in situation.model_fields_set:
        message = Message('"private" follows from the folder the file lies in; remove the key')
        yield Problem(document.where_key((*path, "private")), message)


def _key_problems(situation: Situation, path: Path, document: Document) -> Iterator[Problem]:
    ratings = [option.rating for option in situation.options.values()]
    for key, extreme in (("best", max(ratings)), ("worst", min(ratings))):
        chosen = getattr(situation, key)
        if situation.options[chosen].rating != extreme:
            message = OTHER_IS_EXTREME[key].filled(letter=chosen, rating=extreme)
            yield Problem(document.where((*path, key)), message)
        elif ratings.count(extreme) > 1:
            message = TWO_ARE_EXTREME[key].filled(rating=extreme)
            yield Problem(document.where((*path, key)), message)


def _length_problems(situation: Situation, path: Path, document: Document) -> Iterator[Problem]:
    for language in LANGUAGES:
        lengths = {letter: len(option.text[language]) for letter, option in situation.options.items()}
        longest = max(lengths.values())
        if longest > OPTION_RATIO * min(lengths.values()):
            message = Message(
                "the longest option (%(language)s) is more than %(ratio)s times the shortest; even them out",
                language=Named("keys", language),
                ratio=OPTION_RATIO,
            )
            yield Problem(document.where((*path, "options")), message)


def _balance_problems(placed: list[Placed]) -> Iterator[Problem]:
    if len(placed) < ENOUGH_TO_BALANCE:
        return
    for key in ("best", "worst"):
        letter, count = Counter(getattr(situation, key) for situation, *_ in placed).most_common(1)[0]
        if count > UNEVEN * len(placed):
            _, path, document = next(item for item in placed if getattr(item[0], key) == letter)
            message = UNEVEN_KEYS[key].filled(count=count, all=len(placed), letter=letter)
            yield Problem(document.where((*path, key)), message)


def _rank_problems(placed: list[Placed]) -> Iterator[Problem]:
    if len(placed) < ENOUGH_TO_RANK:
        return
    least, most = RANK_SHARES
    _, path, document = placed[0]
    for language in LANGUAGES:
        ranks = [_best_ranks(situation, language) for situation, *_ in placed]
        for rank, name in enumerate(RANKS):
            share = sum(1 / len(shared) for shared in ranks if rank in shared) / len(placed)
            if not least <= share <= most:
                message = Message(
                    "the best option is the %(rank)s in %(share)s of %(all)s situations (%(language)s); "
                    "keep it between %(least)s and %(most)s, or length gives keys away",
                    rank=name,
                    share=f"{share:.0%}",
                    all=len(placed),
                    language=Named("keys", language),
                    least=f"{least:.0%}",
                    most=f"{most:.0%}",
                )
                yield Problem(document.where((*path, "best")), message)


def _best_ranks(situation: Situation, language: str) -> range:
    """Return the places the best option takes among the four by length; options of one length share theirs."""
    lengths = [len(option.text[language]) for option in situation.options.values()]
    best = len(situation.options[situation.best].text[language])
    shorter = sum(length < best for length in lengths)
    return range(shorter, shorter + lengths.count(best))
