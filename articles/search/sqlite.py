"""SQLite: an FTS5 table with the rows of SearchText as content (https://sqlite.org/fts5.html)."""

TABLE = "articles_search"
WEIGHTS = "8.0, 4.0, 1.0"  # headline, lead, body


def statement(among: str) -> str:
    """Return the SQL that ranks the newest matches among those of the query `among`.

    Its parameters: expression, those of `among`, most.
    """
    # Each match is looked up in `among`, which is not read as a whole: the matches are read once,
    # from the newest on, and no more are weighed than are returned.
    return f"""
        SELECT rowid, -bm25({TABLE}, {WEIGHTS}) FROM {TABLE}
        WHERE {TABLE} MATCH %s AND EXISTS (
            SELECT 1 FROM ({among}) AS among WHERE among.id = {TABLE}.rowid)
        ORDER BY rowid DESC LIMIT %s"""  # noqa: S608


def parameters(words: str, among: tuple, most: int) -> list:
    return [words, *among, most]


def expression(query, join: str) -> str:
    """Return `query` in the syntax of FTS5; `join` is "AND" or "OR"."""
    wanted = f" {join} ".join(_term(term) for term in query.wanted)
    unwanted = "".join(f" NOT {_term(term)}" for term in query.unwanted)
    return f"({wanted}){unwanted}"


def _term(term) -> str:
    # Stems hold letters and digits only, so nothing in them can end the quotation.
    phrase = f'"{" ".join(term.stems)}"'
    if not term.beginning:
        return phrase
    first = " ".join((*term.stems[:-1], term.beginning))
    return f'({phrase} OR "{first}"*)'
