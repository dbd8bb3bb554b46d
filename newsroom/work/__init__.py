"""Work for later: rows that are due, and a loop that claims them with a lease.

A row is written in the transaction of its cause, so neither is there without the other. A claim
moves the next try to the end of the lease: after a kill the row is due again then. A claim has a
number, and a worker that comes back late, with an older one, writes nothing. A failure is tried
again after growing pauses; at last it is given up and shown at the desk.

Django's own tasks and the libraries for them were looked at: django-tasks-db has neither lease nor
retry, django-ox, dj-queue and django-database-task need Python 3.12, procrastinate needs
PostgreSQL. Once Python 3.11 is not supported any more, one of these may replace this package; it
would have to keep `Job.plan`, `@does`, `Due` and the numbers of the leases.
"""
