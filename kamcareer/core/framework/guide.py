"""A guide: help for people who assess, read a report, or talk about one."""

from typing import Annotated

from pydantic import Field

from kamcareer.core.framework.entries import Entry, Grounded, Identifier, Statement, Text


class GuideSection(Entry):
    """A heading, and what stands under it: paragraphs, and a list where one reads better."""

    name: Text
    paragraphs: tuple[Statement, ...] = ()
    points: tuple[Statement, ...] = ()


class Guide(Grounded):
    """Help on one matter, in a few short sections."""

    id: Identifier
    name: Text
    lead: Text
    sections: Annotated[tuple[GuideSection, ...], Field(min_length=1)]
