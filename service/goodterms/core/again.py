"""An assessment told again a little later, when nothing that it rests on became another thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.incidents import in_order
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.core.verdict import Assessment


def again(assessment: Assessment, *, now: datetime) -> Assessment:
    """Return the assessment that the same facts give at `now` (aware), before `good_until`.

    Open invoices, and those settled later on the same day, are late as of the instant itself.
    """
    incidents = (
        replace(each, at=now)
        if each.code is Code.LATE_PAYMENT and each.at == assessment.as_of
        else each
        for each in assessment.incidents
    )
    return replace(assessment, as_of=now, incidents=tuple(sorted(incidents, key=in_order)))
