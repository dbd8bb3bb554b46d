"""PostgreSQL: a generated vector with a GIN index on the rows of SearchText."""

TABLE = "articles_searchtext"
WEIGHTS = "{0.1, 0.125, 0.5, 1.0}"  # D, C (body), B (lead), A (headline)


def statement(among: str) -> str:
    """Return the SQL that ranks the newest matches among those of the query `among`.

    Its parameters: expression, those of `among`, most, expression.
    """
    # The SQL has no input in it; readers' words are parameters.
    return f"""
        WITH newest AS MATERIALIZED (
            SELECT article_id, vector FROM {TABLE}
            WHERE vector @@ to_tsquery('simple', %s) AND article_id IN ({among})
            ORDER BY article_id DESC LIMIT %s)
        SELECT article_id, ts_rank_cd('{WEIGHTS}', vector, to_tsquery('simple', %s), 1)
        FROM newest"""  # noqa: S608


def parameters(words: str, among: tuple, most: int) -> list:
    return [words, *among, most, words]


def expression(query, join: str) -> str:
    """Return `query` in the syntax of to_tsquery; `join` is "AND" or "OR"."""
    sign = {"AND": " & ", "OR": " | "}[join]
    wanted = sign.join(_term(term) for term in query.wanted)
    unwanted = "".join(f" & !{_term(term)}" for term in query.unwanted)
    return f"({wanted}){unwanted}"


def _term(term) -> str:
    # Stems hold letters and digits only, so nothing in them can end the quotation.
    phrase = " <-> ".join(f"'{stem}'" for stem in term.stems)
    if not term.beginning:
        return f"({phrase})"
    first = " <-> ".join([*(f"'{stem}'" for stem in term.stems[:-1]), f"'{term.beginning}':*"])
    return f"(({phrase}) | ({first}))"
