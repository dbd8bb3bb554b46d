"""Work for later: rows that say what is due, and a loop that takes them with a lease.

A row is written in the transaction of the change that calls for it, so neither is there without
the other. Whoever claims it moves its next try to the end of the lease: if they are killed, it is
due again then. A claim has a number, and a worker that comes back late, with an older one, writes
nothing. What fails is tried again after growing pauses; what is given up waits at the desk.

Django's own tasks and the libraries for them were looked at: django-tasks-db has neither lease nor
retry, django-ox, dj-queue and django-database-task want Python 3.12, procrastinate wants
PostgreSQL. Once Python 3.11 need no longer be served, one of these may take the place of this
folder: what they would have to keep is `Job.plan`, `@does`, `Due` and the numbers of the leases.
"""
