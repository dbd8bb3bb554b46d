"""Plain-text marks in comments: *emphasis*, and "> " before the lines of a quotation."""

import re

from django.utils.text import normalize_newlines

from newsroom.html.plain_text import paragraphs

# Between blanks, brackets or quotation marks: 2*3*4 and https://example.org/*a* stay as they are.
EMPHASIS = re.compile(r"(?:^|(?<=[\s(\[“\"'«>]))\*(?=[^\s*])([^*\n<>]{1,300}?)(?<=\S)\*(?![\w*])")
AS_IT_IS = re.compile(r"(<code>[^<]*</code>)")
QUOTED = re.compile(r"^>[ \t]?", re.M)
QUOTATION = re.compile(r"(?:^>.*(?:\n|\Z))+", re.M)


def marked(raw: str) -> str:
    """Return typed text as unsanitised HTML, its marks and paragraphs made tags."""
    raw = normalize_newlines(raw)
    pieces = AS_IT_IS.split(raw)
    pieces[::2] = [EMPHASIS.sub(r"<em>\1</em>", piece) for piece in pieces[::2]]
    return paragraphs(QUOTATION.sub(_quotation, "".join(pieces)))


def _quotation(lines: re.Match) -> str:
    inner = paragraphs(QUOTED.sub("", lines[0]))
    return f"\n\n<blockquote>{inner.replace(chr(10), '')}</blockquote>\n\n"


def quoted(words: str) -> str:
    return "".join(f"> {line}\n" for line in words.split("\n") if line.strip()) + "\n"
