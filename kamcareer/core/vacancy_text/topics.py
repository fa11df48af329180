"""Which competencies the duties of a posting name: by the words that few competencies share, in both languages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancy_text.proposal import Found
from kamcareer.core.vacancy_text.words import words_of

Lines = Sequence[tuple[int, str]]
BEGINNING = 5  # letters of a word that are compared
LEAST_LETTERS = 4
IN_NAME, ELSEWHERE = 1.6, 1.0
ENOUGH = 5.0
LEAST_SHARED = 2
NEAREST = 1  # competencies of one line
MOST_LINES = 3  # of one competency


def topics_in(lines: Lines, framework: Framework) -> tuple[Found, ...]:
    """Return the competencies that lines name, in the order of the framework, each with at most three lines.

    A line names the competency with which it shares most; where it shares little with all it names none.
    """
    weights = _weights(framework)
    found: dict[str, list[int]] = {}
    for number, line in lines:
        for id in _named(_beginnings([line]), weights):
            found.setdefault(id, []).append(number)
    return tuple(Found(id, tuple(found[id][:MOST_LINES])) for id in framework.competencies if id in found)


def _named(said: frozenset[str], weights: Mapping[str, Mapping[str, float]]) -> list[str]:
    scores = {}
    for id, known in weights.items():
        shared = said & known.keys()
        if len(shared) >= LEAST_SHARED:
            scores[id] = sum(known[word] for word in shared)
    best = sorted(scores, key=lambda id: -scores[id])[:NEAREST]
    return [id for id in best if scores[id] >= ENOUGH]


def _weights(framework: Framework) -> dict[str, dict[str, float]]:
    """Return how much each word tells of each competency: more in its name, nothing where every competency has it."""
    names = {id: _beginnings([one.name.ru, one.name.en]) for id, one in framework.competencies.items()}
    texts = {id: names[id] | _beginnings(_texts(one)) for id, one in framework.competencies.items()}
    count = Counter(word for words in texts.values() for word in words)
    return {
        id: {w: log(len(texts) / count[w]) * (IN_NAME if w in names[id] else ELSEWHERE) for w in words}
        for id, words in texts.items()
    }


def _texts(one: Competency) -> list[str]:
    texts = [one.definition, one.question, *one.anchors.values(), *(indicator.text for indicator in one.indicators)]
    return [words for text in texts for words in (text.ru, text.en)]


def _beginnings(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(w[:BEGINNING] for text in texts for w in words_of(text) if len(w) >= LEAST_LETTERS)
