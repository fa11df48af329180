"""How long it takes to read and choose, from the texts themselves: what is promised can be counted.

Reading silently at 1,200 characters a minute is slow (fluent readers do 1,000 to 1,500 in Russian, more in English), a
choice takes 5 seconds: the promise is meant to be kept on a phone.
"""

from collections.abc import Iterable

from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.model import Framework

CHARACTERS_A_MINUTE = 1200
SECONDS_A_CHOICE = 5
CHOICES_OF_A_TOPIC = 2  # the description, and how sure one is
CHOICES_OF_A_SITUATION = 2
# What stands around the questions is the same on every page, so it is read once: rule, hints, buttons.
AROUND_TOPICS = AROUND_SITUATIONS = AROUND_FREQUENCIES = 400


def seconds_to_read(characters: int, choices: int) -> float:
    """Return the seconds for texts of so many characters and so many choices among them."""
    return characters / CHARACTERS_A_MINUTE * 60 + choices * SECONDS_A_CHOICE


def topic_seconds(framework: Framework, competency: Competency, language: str) -> float:
    """Return the seconds for one question about a competency: question, names of the levels, descriptions."""
    names = (step.name[language] for step in framework.scale.values())
    texts = (competency.question[language], *names, *(anchor[language] for anchor in competency.anchors.values()))
    return seconds_to_read(_characters(texts), CHOICES_OF_A_TOPIC)


def situation_seconds(situation: Situation, language: str) -> float:
    """Return the seconds for one situation: what happened and four ways to act."""
    texts = (situation.stem[language], *(option.text[language] for option in situation.options.values()))
    return seconds_to_read(_characters(texts), CHOICES_OF_A_SITUATION)


def frequency_seconds(framework: Framework, competency: Competency, language: str) -> float:
    """Return the seconds for the indicators of one competency: each is read and its frequency chosen."""
    names = (step[language] for step in framework.frequency)
    texts = (competency.name[language], *names, *(item.text[language] for item in competency.indicators))
    return seconds_to_read(_characters(texts), len(competency.indicators))


def minutes(seconds: float) -> int:
    """Return whole minutes, rounded up; 0 only for nothing."""
    return -(-int(seconds + 0.5) // 60)


def _characters(texts: Iterable[str]) -> int:
    return sum(len(text) for text in texts)
