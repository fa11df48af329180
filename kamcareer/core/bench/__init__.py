"""Who could follow in a role: how far each is in its must-haves, how long that may take, and what a leaving opens.

Levels are drawn from what is known of each person (see `measurement`); a band, a chance and a wait are read from the
same draws, so a higher level never makes any of them worse. People are independent of one another; what is said of
several is worked out exactly from what is said of each, so their order changes nothing.
"""

from kamcareer.core.bench.band import BANDS, LIKELY, LISTED, NEAR, Band
from kamcareer.core.bench.benches import Bench, Cover, benches
from kamcareer.core.bench.effort import Pace
from kamcareer.core.bench.essentials import essentials
from kamcareer.core.bench.feeders import feeders
from kamcareer.core.bench.filling import Filling
from kamcareer.core.bench.leaving import Opened, opened
from kamcareer.core.bench.staff import Staff, chances_between, staff_of
from kamcareer.core.bench.successor import Successor
from kamcareer.core.bench.waiting import Forecast, Outlook

__all__ = [
    "BANDS",
    "LIKELY",
    "LISTED",
    "NEAR",
    "Band",
    "Bench",
    "Cover",
    "Filling",
    "Forecast",
    "Opened",
    "Outlook",
    "Pace",
    "Staff",
    "Successor",
    "benches",
    "chances_between",
    "essentials",
    "feeders",
    "opened",
    "staff_of",
]
