"""What differs between texts, and what two people made of one."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom import html
from newsroom.html.pieces import blocks
from newsroom.text.differences import by_words
from newsroom.text.three_way import places

LETTERS = st.text("ab .,<\n한国ก", max_size=12)
PIECES = st.lists(st.sampled_from("abcd"), max_size=7)

TAGS = st.lists(st.sampled_from("<p>|</p>|<hr>|<b>|</b>|<ul>|</ul>|<li>|a|\n".split("|")))


@given(LETTERS, LETTERS)
def test_the_pieces_make_up_both_texts(old, new):
    pieces = by_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert by_words(old, old) == ([("same", old)] if old else [])


def test_a_word_is_what_differs_in_every_script():
    assert by_words("We got chairs, says she.", "We got furniture, says she.") == [
        ("same", "We got "),
        ("gone", "chairs"),
        ("new", "furniture"),
        ("same", ", says she."),
    ]
    assert by_words("我喜欢茶", "我喜欢酒")[0] == ("same", "我喜欢")
    assert len(by_words("a " * 50_000, "b " * 50_000)) == 2  # not compared for minutes


@given(PIECES, PIECES, PIECES)
def test_no_piece_of_anybody_is_lost_or_moved(base, mine, theirs):
    """W20"""
    found = places(base, mine, theirs)
    for number, text in enumerate((base, mine, theirs)):
        assert [piece for place in found for piece in place[number]] == text


@given(PIECES, PIECES)
def test_what_one_changed_alone_is_taken(base, mine):
    """W20"""
    for place in places(base, mine, base):
        assert place.merged == place.mine
    for place in places(base, base, mine):
        assert place.merged == place.theirs
    assert all(place.merged == place.mine for place in places(base, mine, mine))


def test_html_falls_into_its_paragraphs():
    stored = (
        "Loose <b>words</b><p>One <i>two</i><br>three</p>\n<ul><li><p>a</p></li><li>b</li></ul>"
        '<hr><figure><img src="/a.jpg" alt="a > b"><figcaption>c</figcaption></figure>end'
    )
    assert blocks(stored) == [
        "Loose <b>words</b>",
        "<p>One <i>two</i><br>three</p>",
        "<ul><li><p>a</p></li><li>b</li></ul>",
        "<hr>",
        '<figure><img src="/a.jpg" alt="a > b"><figcaption>c</figcaption></figure>',
        "end",
    ]


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<hr>", "a", "<b>", "</ul>", "<ul>", "<li>", "\n"]))
)
def test_no_letter_of_any_html_is_lost(tags):
    stored = html.ArticleHTML.sanitised("".join(tags))
    assert "".join(blocks(stored)).replace("\n", "") == stored.replace("\n", "")
    for block in blocks(stored):
        assert html.ArticleHTML.sanitised(block).strip() == block
