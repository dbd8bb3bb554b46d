"""What a fact of the building calls for; see newsroom/work."""

from newsroom.importing.relating import relate
from newsroom.network import DayKey
from newsroom.work.jobs import does

does("articles_imported")(relate)
does("day_ended")(DayKey.forget_past_days)
