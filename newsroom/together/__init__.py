"""Several querysets read with one query, of which Django writes the SQL once.

    json_rows.py  `read`: the rows of querysets, gathered into one JSON text each
    asking.py     `ask`: the same for a function that makes them, with other values each time

Each query costs a request more than its rows do, above all where the database is another machine;
and of what a query costs this machine, most is to write its SQL. The rows are those that the
querysets would have read by themselves (tests/newsroom/test_together.py).
"""

from newsroom.together.asking import ask, forget
from newsroom.together.json_rows import read

__all__ = ["ask", "forget", "read"]
