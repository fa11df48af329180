"""What a role cannot do without."""

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.role import Role


def essentials(role: Role) -> tuple[str, ...]:
    """Return what must be there for a role: its must-haves, or all that it asks where it has none."""
    return role.must_haves or tuple(id for id, need in role.requirements.items() if need.level)


def least_of(role: Role, margin: float) -> NDArray[np.float32]:
    """Return from which level on each of the essentials is held."""
    needed = np.array([role.requirements[id].level for id in essentials(role)], dtype=np.float32)
    least: NDArray[np.float32] = needed - np.float32(margin)
    return least


def bound(role: Role) -> Role:
    """Return the role with all of its essentials as must-haves."""
    if role.must_haves:
        return role
    strict = {id: role.requirements[id].model_copy(update={"must_have": True}) for id in essentials(role)}
    return role.model_copy(update={"requirements": {**role.requirements, **strict}})
