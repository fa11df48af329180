"""Who runs an installation: the words that fill every notice, and the law it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kamcareer.core.legal_basis import Basis, Purpose


class Law(StrEnum):
    """Which law the texts for people are written for."""

    RUSSIAN = "152fz"
    GDPR = "gdpr"


UNNAMED = {
    "operator": {
        "ru": "организация, которая ведёт эту установку (название не указано)",
        "en": "whoever runs this installation (no name is given)",
    },
    "inn": {"ru": "не указан", "en": "not given"},
    "address": {"ru": "не указан", "en": "not given"},
    "contact": {"ru": "не указаны", "en": "not given"},
    "data_contact": {"ru": "не указано, кому", "en": "nobody is named"},
}


@dataclass(frozen=True)
class Operator:
    """Whoever runs the installation and answers for the data; what was not set is empty."""

    name: str = ""
    inn: str = ""
    address: str = ""
    contact: str = ""
    data_contact: str = ""
    law: Law = Law.RUSSIAN
    bases: Mapping[Purpose, Basis] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """What a notice needs and nobody has set: the names of the parts."""
        needed = {"name": self.name, "address": self.address, "contact": self.contact}
        return tuple(part for part, value in needed.items() if not value)

    def basis(self, purpose: Purpose) -> Basis:
        """Return on what data is processed for a purpose: on consent unless something else was chosen."""
        return self.bases.get(purpose, Basis.CONSENT)

    def words(self, language: str) -> dict[str, str]:
        """Return what the texts call the operator; a part that is missing says so."""
        given = {
            "operator": self.name,
            "inn": self.inn,
            "address": self.address,
            "contact": self.contact,
            "data_contact": self.data_contact or self.contact,
        }
        return {part: value or UNNAMED[part][language] for part, value in given.items()}
