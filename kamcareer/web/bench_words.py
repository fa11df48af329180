"""What bands and covers of a bench are called."""

from collections.abc import Mapping

from flask_babel import gettext as _

from kamcareer.core.bench import Band, Cover


def bands() -> Mapping[Band, str]:
    """Return how far somebody is, in words."""
    return {
        Band.READY: _("ready to talk"),
        Band.ONE_STEP: _("one step away"),
        Band.TWO_STEPS: _("two steps away"),
        Band.FURTHER: _("further so far"),
        Band.UNKNOWN: _("not known yet"),
    }


def covers() -> Mapping[Cover, str]:
    """Return what a role has behind it, in words; nothing where somebody is near."""
    return {
        Cover.COVERED: "",
        Cover.ALONE: _("nobody to name yet: a single point of failure"),
        Cover.UNKNOWN: _("not known yet who is near"),
        Cover.NOBODY: _("nobody is on the way to it: from outside only"),
        Cover.VACANT: _("nobody holds it, nobody to name yet"),
    }
