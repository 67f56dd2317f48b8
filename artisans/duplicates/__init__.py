"""Finding makers who may be in the register already; docs/adr/0008 says how and why.

`likely(Sighting(...))` asks for one maker, `likely_many([...])` for a whole sheet. Nothing here writes, and nothing
here asks who looks: pages hide what the reader may not see.
"""

from artisans.duplicates.evidence import LIKELY, SURE, Likeness, Reason, Sighting
from artisans.duplicates.finding import likely, likely_many

__all__ = ["LIKELY", "SURE", "Likeness", "Reason", "Sighting", "likely", "likely_many"]
