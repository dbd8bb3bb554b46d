"""Follow-ups of facts about the site; see newsroom/work."""

from newsroom import purging, sqlite_options
from newsroom.importing.relating import relate
from newsroom.network import DayKey
from newsroom.work.jobs import does

does("articles_imported")(relate)
does(purging.FACT)(purging.tell)


@does("day_ended")
def forget_past_days():
    DayKey.forget_past_days()
    sqlite_options.empty_log()
