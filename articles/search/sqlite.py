"""SQLite: an FTS5 table whose content are the rows of SearchText (https://sqlite.org/fts5.html)."""

TABLE = "articles_search"
WEIGHTS = "8.0, 4.0, 1.0"  # headline, lead, body


def statement(among: str) -> str:
    """The SQL that ranks the newest matches of those that the query `among` selects.

    Its parameters: expression, those of `among`, most, expression.
    """
    # What is put together here is ours alone; what readers typed are parameters.
    return f"""
        WITH newest AS MATERIALIZED (
            SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid IN ({among})
            ORDER BY rowid DESC LIMIT %s)
        SELECT rowid, -bm25({TABLE}, {WEIGHTS}) FROM {TABLE}
        WHERE {TABLE} MATCH %s AND rowid IN (SELECT rowid FROM newest)"""  # noqa: S608


def expression(query, join: str) -> str:
    """`query` in the language of FTS5; `join` is "AND" or "OR"."""
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
