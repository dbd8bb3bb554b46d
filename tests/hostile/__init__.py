"""What somebody may write who means harm, or just writes otherwise than one thinks.

`OURS` are the attacks; `furnish()` makes a paper of texts that are impolite in every way that is
not forbidden. The texts themselves are in `texts`.
"""

from tests.hostile.attacks import OURS
from tests.hostile.paper import furnish

__all__ = ["OURS", "furnish"]
