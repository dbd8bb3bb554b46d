"""Follow-ups of facts about the site; see newsroom/work."""

from newsroom.importing.relating import relate
from newsroom.network import DayKey
from newsroom.work.jobs import does

does("articles_imported")(relate)
does("day_ended")(DayKey.forget_past_days)
