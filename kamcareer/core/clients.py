"""Client companies: for whom an agency looks for people."""

from dataclasses import dataclass
from datetime import datetime

from kamcareer.core.names import plain_name

LONGEST_CLIENT = 160
LEAST_CLIENT = 2


@dataclass(frozen=True)
class Client:
    """A company that vacancies are filled for. Its name stands in the consent of everybody who is shown to it."""

    id: str
    name: str
    made: datetime

    def is_called(self, name: str) -> bool:
        """Return whether a typed name is that of this client."""
        return plain_name(name) == plain_name(self.name)
