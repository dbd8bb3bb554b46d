"""Full-text search: one interface, and a module for each database.

The verbs of an article call `indexing` in their transaction; the page calls `finding`. The index
holds stems of the paper's language, made here, so that SQLite and PostgreSQL find the same.
"""
