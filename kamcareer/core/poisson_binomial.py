"""How many of some people something is true of, where each has a chance of their own."""

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]


def number_of(chances: Chances) -> Chances:
    """Return how likely each number from none to all is, shape (people + 1,).

    The Poisson binomial distribution: people are put together two by two. SciPy 1.17 has it for at most 63 people.
    """
    parts = np.column_stack([1 - chances, chances])
    while len(parts) > 1:
        if len(parts) % 2:
            parts = np.vstack([parts, np.eye(1, parts.shape[1])])  # nobody, for certain
        length = 2 * parts.shape[1] - 1
        parts = np.fft.irfft(np.fft.rfft(parts[::2], length) * np.fft.rfft(parts[1::2], length), length)
    found: Chances = parts[0, : len(chances) + 1] if len(parts) else np.ones(1)
    return found
