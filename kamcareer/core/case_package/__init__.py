"""A framework as a package of CASE 1.1, the exchange format of 1EdTech for competencies, and packages of others.

CASE: Competencies and Academic Standards Exchange, version 1.1, January 2025.
"""

from kamcareer.core.case_package.reading import CaseError, Package, read_package
from kamcareer.core.case_package.restoring import is_ours, restored, unmapped
from kamcareer.core.case_package.skeleton import Skeleton, skeleton_of
from kamcareer.core.case_package.writing import package_of

__all__ = [
    "CaseError",
    "Package",
    "Skeleton",
    "is_ours",
    "package_of",
    "read_package",
    "restored",
    "skeleton_of",
    "unmapped",
]
