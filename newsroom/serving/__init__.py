"""The processes of `manage.py serve`: a small one that watches, and one with copies of itself.

    serve, then watcher    the standard library alone
    └ preloaded            the paper, imported once
      ├ web …              granian's workers, as many as asked for
      └ work, mail         while something is due

A copy shares the memory of what was imported until it writes there. So there is no granian of its
own between them, which would keep all that both sides have changed.
"""
