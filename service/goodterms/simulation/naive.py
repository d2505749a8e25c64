"""The rule that everybody would write first: the raw ratio against the same limits.

It keeps the minimum of evidence and the whole ladder and gives up the estimate: no prior, no
over-dispersion, no error of the hours. It stands beside the real rule to prove that the simulation
can fail (A3.5, last rows).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodterms.simulation.chances import Chances, Window


def naive(found: Chances) -> Chances:
    """Return the same evaluations with every probability 1 where the ratio is above, else 0."""
    return replace(
        found,
        p_over=_above(found.long, 1.0),
        p_over_125=_above(found.long, 1.25),
        p_over_150=_above(found.long, 1.5),
        p_short=_above(found.short, 1.0),
    )


def _above(window: Window, burn: float) -> NDArray[np.float64]:
    above = (window.spent > burn * window.granted) & (window.count > 0)
    found: NDArray[np.float64] = above.astype(float)
    return found
