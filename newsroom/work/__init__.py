"""Work for later: rows that are due, and a loop that claims them with a lease.

A row is written in the transaction of its cause, so neither is there without the other. A claim
moves the next try to the end of the lease: after a kill the row is due again then. A claim has a
number, and a worker that comes back late, with an older one, writes nothing. A failure is tried
again after growing pauses; at last it is given up and shown at the desk.

Why this is our own, and what would take its place: docs/work.md.
"""
