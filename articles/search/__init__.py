"""Finding articles: one interface, and a small module for each database.

`indexing` is called by the verbs of an article, in their transaction; `finding` by the page.
What is indexed are stems of the paper's language, made here, so that SQLite and PostgreSQL find
the same.
"""
