"""What is stored is what is shown, and nothing in it can act."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from unittest.mock import patch

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from newsroom import html
from newsroom.html import parsing, sanitising
from newsroom.html.allowed import CleanComment, RewriteComment
from tests.cast import an_article
from tests.cost import seconds

MARKUP = some.lists(
    some.sampled_from(
        [
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<a",
            "href='https://example.org'>",
            "<a",
            "href=javascript:x>",
            "</a>",
            "<script>",
            "</script>",
            "<blockquote>",
            "</blockquote>",
            "<code>",
            "<br>",
            "<div",
            "onclick=x>",
            "</div>",
            "<",
            ">",
            "&",
            "&lt;",
            "&amp;lt;",
            '"',
            "'",
            "`",
            "\n",
            "\n\n",
            "<svg>",
            "<math><mtext>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "https://example.org/(",
            ")",
            "<img",
            "src=x",
            "onerror=alert(1)>",
            "word",
            "<table><td>",
            "<template>",
            "<noscript>",
            "<textarea>",
            "<title>",
            "javascript:",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(MARKUP)
def test_sanitising_twice_changes_nothing(words):
    """A03, A05"""
    for stored in (html.comment(words), html.comment(words, strip=True)):
        assert html.clean_comment(stored) == stored
    stored = html.article(words)
    assert html.article(stored) == stored


WORDS = some.text(
    some.one_of(some.sampled_from("ab \n\t\xa0\"'`;:#/.*>&\u200b\u2028\ufffe"), some.characters())
)


@given(WORDS)
@example("Salt & pepper")
@example("3 < 4 > 2")
def test_words_that_are_spared_the_parser_are_as_it_would_leave_them(words):
    """A01, A05"""
    spared = [html.comment(words), html.comment(words, strip=True)]
    with patch.object(sanitising, "WORDS_ALONE", re.compile("(?!)")):
        assert [html.comment(words), html.comment(words, strip=True)] == spared


@pytest.mark.parametrize("kind", [RewriteComment, CleanComment])
def test_a_cleaner_is_made_once_in_a_thread_and_shared_with_no_other(kind):
    """A01"""
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(kind).result()
    assert kind() is kind() is not theirs
    assert kind(strip=True) is not kind(strip=False)


@given(MARKUP)
def test_a_parser_like_a_browsers_finds_only_what_is_allowed(words):
    """A01, A02"""
    for stored, allowed in (
        (html.comment(words), html.COMMENT_TAGS),
        (html.article(words), html.ARTICLE_TAGS),
    ):
        for element in html5lib.parseFragment(stored, namespaceHTMLElements=False).iter():
            if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
                assert element.tag in allowed
                assert not [name for name in element.attrib if name.startswith("on")]
                assert element.get("href", "https:").startswith(("https:", "http:"))


def test_blank_lines_part_paragraphs_and_line_ends_break():
    assert html.comment("One\ntwo\n\nthree") == "<p>One<br>two</p>\n<p>three</p>"


def test_a_line_end_beside_a_quotation_breaks_nothing():
    assert html.comment("One\n<blockquote>two\nthree</blockquote>\nfour\nfive") == (
        "<p>One</p><blockquote>two<br>three</blockquote>four<br>five"
    )
    assert html.article(html.paragraphs("One:\n<ul>\n<li>two</li>\n<li>three</li>\n</ul>")) == (
        "<p>One:</p><ul><li>two</li><li>three</li></ul>"
    )


LINK = "https://example.org/a"
BEHIND = [
    *("!", "?", ";", ":", "»", "”", "’", "'", "…", ".", ",", '"', "?!", "...", "!»", "*", "—"),
    *(
        "。",
        "，",
        "、",
        "；",
        "：",
        "！",
        "？",
        "」",
        "』",
        "）",
        "》",
        "،",
        "؟",
        "؛",
        "।",
        ")",
        ").",
        " (b",
    ),
]


def test_a_link_ends_where_its_address_does():
    """K11h."""
    for sign in BEHIND:
        linked = html.comment(f"« {LINK}{sign}")
        assert f'href="{LINK}"' in linked, sign
        assert f">{LINK}</a>" in linked, sign
    assert html.comment(f"我看{LINK}。好").count(f'href="{LINK}"') == 1


@pytest.mark.parametrize(
    "ending",
    ["'Brien", "?b=c;d:e!f", "_(b)", "_(b).html", "(b)(c)", "/O’Brien.", "#x,y", "/ü/東京", "*b"],
)
def test_what_stands_inside_an_address_is_of_it(ending):
    """K11h: an apostrophe cut it."""
    address = f"{LINK}{ending.rstrip('.')}".replace("&", "&amp;")
    assert f">{address}</a>" in html.comment(f"({LINK}{ending})")


def test_an_address_becomes_a_link_that_lends_no_reputation():
    assert html.comment("see https://example.org/a_(b), please") == (
        '<p>see <a href="https://example.org/a_(b)" rel="nofollow ugc noopener">'
        "https://example.org/a_(b)</a>, please</p>"
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java&#x09;script:alert(1)",
        "\x0ejavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example.com",
        "/admin/",
        "https:evil.example.com",
        "https://user:pass@evil.example.com/",
        "ftp://example.com",
    ],
)
def test_other_addresses_are_no_links_in_comments(address):
    """A06"""
    assert html.comment(f'<a href="{address}">x</a>') == "<p>x</p>"


def test_tags_that_do_not_work_in_a_comment_are_shown_as_typed():
    assert html.comment("<script>x</script> & <u>y</u>") == (
        "<p>&lt;script&gt;x&lt;/script&gt; &amp; &lt;u&gt;y&lt;/u&gt;</p>"
    )


@pytest.mark.parametrize("tag", "abbr area form h2 hr img li s span table u ul video".split())
def test_no_other_tag_works_in_a_comment(tag):
    assert f"&lt;{tag}&gt;" in html.comment(f"<{tag}>")


def test_a_comment_that_was_moved_in_loses_them():
    assert html.comment("<div><em>x</em></div>", strip=True) == "<em>x</em>"


def test_scripts_leave_an_article_with_all_they_say():
    assert html.article("<p>a<script>b</script><style>c</style></p>") == "<p>a</p>"


def test_markup_from_a_word_processor_comes_out_clean():
    pasted = '<p class="MsoNormal" style="color:red"><o:p>a</o:p><span lang=EN>b</span></p>'
    assert html.article(pasted) == "<p>ab</p>"


def test_divisions_become_paragraphs_and_headings_leave_room_for_the_headline():
    assert html.article("<h1>a</h1><div>b</div><h6>c</h6>") == "<h2>a</h2><p>b</p><h4>c</h4>"


def test_pictures_and_players_elsewhere_become_links(settings):
    assert html.article('<img src="https://example.com/x/boat.jpg" alt="A boat">') == (
        '<a href="https://example.com/x/boat.jpg">[A boat]</a>'
    )
    assert html.article('<iframe src="//example.com/film">old</iframe>') == (
        '<a href="https://example.com/film">[film]</a>'
    )
    assert html.article('<a href="/x"><img src="https://example.com/b.png"></a>') == (
        '<a href="/x">[b.png]</a>'
    )
    ours = '<img src="/media/boat.jpg" alt="A boat">'
    assert html.article(ours) == ours


@pytest.mark.parametrize(
    ("words", "length", "shown"),
    [
        ("A short one.", 20, "A short one."),
        ("charity campaign in the town", 20, "charity campaign..."),
        ("charity campaign in the town", 19, "charity campaign..."),
        ("charity campaign, in the town", 20, "charity campaign..."),
        ("x" * 30, 10, "xxxxxxx..."),
        ("\u6e2f" * 30, 10, "\u6e2f" * 7 + "..."),
    ],
)
def test_a_teaser_is_cut_at_a_word_and_says_so(words, length, shown):
    assert html.cut(words, length) == shown
    assert len(shown) <= length


def test_the_words_of_stored_html_have_their_entities_resolved():
    assert html.plain("<h2>Q&amp;A</h2><p>a &lt;b&gt;<br>c</p>") == "Q&A a <b> c"


@pytest.mark.parametrize(
    "piece", ["(", ".a", "@a", "www.", "<", "&", "<div>", "<b>", "*_", "https://a("]
)
def test_no_text_is_expensive_to_sanitise(piece):
    """A53: ten times the text costs far less than a hundred times the work."""

    def cost(times):
        return seconds(lambda: html.comment((piece * 5000)[:times]))

    assert cost(5000) < 40 * max(cost(500), 0.001)


def test_what_was_sanitised_is_known_by_its_type_and_not_sanitised_again(monkeypatch):
    body = html.article("<p>a<script>b</script></p>")
    monkeypatch.setattr(
        "newsroom.html.sanitising._sanitised", lambda *args: pytest.fail("once is enough")
    )
    assert html.ArticleHTML.sanitised(body) is body


@pytest.mark.parametrize("claim", [str, html.CommentHTML, lambda raw: html.article("") + raw])
def test_no_other_string_passes_for_it(claim):
    assert html.ArticleHTML.sanitised(claim("<script>x</script><b>a</b>")) == "<b>a</b>"


def test_a_teaser_has_no_words_that_readers_do_not_see(db):
    article = an_article(lead="", body="<style>p{}</style><script>alert()</script><p>Words.</p>")
    assert article.teaser == "Words."
    article.refresh_from_db()
    assert isinstance(article.body, html.ArticleHTML)


@pytest.mark.parametrize(
    "piece", ["> a\n\n", "*a* ", "<b>x\n\n", "&", "<a href=//x>", "a\n", "https://a.de "]
)
def test_more_marks_than_anybody_means_are_shown_as_typed(piece):
    """K17a: all that was typed is there, no more than paragraphs and line ends are made of it."""
    typed = piece * (5000 // len(piece))
    shown = html.comment(typed)
    text = shown.replace("<br>", "\n").replace("</p>\n<p>", "\n\n")
    assert unescape(text.removeprefix("<p>").removesuffix("</p>")) == typed.strip()
    assert html.clean_comment(shown) == shown


def test_marks_that_somebody_means_are_not():
    """K17a"""
    assert html.comment("*so* > " * 100).count("<em>") == 100
    assert html.comment("> so\n\n" * 100).count("<blockquote>") == 100
    assert html.comment("https://a.de " * 100).count("<a ") == 100


def test_a_long_comment_that_was_moved_in_shows_no_tags():
    """K17a"""
    assert html.comment("<b>x</b> &amp; " * 500, strip=True) == f"<p>{'x &amp; ' * 499}x &amp;</p>"


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<dl><dt>", "<ul><li>", "<b>x<p>", "<b><i>", "<table><tr><td>", "</p>", "<a <"],
)
def test_an_article_costs_as_much_as_it_has_tags_whatever_is_nested(piece):
    """K17a, K17h: four times as many would cost sixteen times as much, if it were quadratic."""

    def cost(length):
        return seconds(lambda: html.article(piece * (length // len(piece))))

    assert cost(16_000) < 9 * max(cost(4000), 0.04)


def test_what_is_nested_too_deep_keeps_its_words_and_what_follows_its_tags():
    """K17a, K17h"""
    deep = html.article(
        "<blockquote>" * 500 + "<p>deep</p>" + "</blockquote>" * 500 + "<p>after</p>"
    )
    assert deep.endswith("<p>after</p>")
    assert deep.count("<blockquote>") == deep.count("</blockquote>") == parsing.DEEPEST
    assert "deep" in deep
    unclosed = html.article("<p><b>one" + "<p>two" * 30)
    assert unclosed.count("<b>two</b>") == 30


def test_a_script_stays_out_however_deep_it_stands():
    """K17a"""
    assert "alert" not in html.article("<div>" * 500 + "<script>alert(1)</script>")


def test_a_note_and_its_mark_lead_to_each_other_and_no_other_id_is_kept():
    """K7e: an id of the page's own would be found before it."""
    notes = (
        '<p>x<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>'
        '<ol class="footnotes"><li id="fn-1">n <a href="#fnref-1">↩</a></li></ol>'
    )
    assert html.article(notes) == notes
    for other in (
        '<p id="fn-1">',
        '<li id="comments">',
        '<a id="fn-1">',
        '<ol class="footnotes x">',
    ):
        assert " id=" not in html.article(other), other
        assert " class=" not in html.article(other), other
    code = '<pre><code class="language-c++">a</code></pre>'
    assert html.article(code) == code
    assert html.article(code.replace("language-", "x ")) == "<pre><code>a</code></pre>"


def test_the_source_of_a_quotation_is_an_address_that_leads_somewhere_safe():
    """K7e"""
    for tag in ("blockquote", "q"):
        assert 'cite="https://' in html.article(f'<{tag} cite="https://example.org/">a</{tag}>')
        assert "cite" not in html.article(f'<{tag} cite="javascript:alert(1)">a</{tag}>')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("example.org/report", "https://example.org/report"),
        ("www.example.org", "https://www.example.org"),
        ("bücher.example:8080/?a=1&b=2", "https://bücher.example:8080/?a=1&b=2"),
        (" example.org#top ", "https://example.org#top"),
        ("ida@example.org", "mailto:ida@example.org"),
        *[(same, same) for same in ("/2026/11/a/", "#fn-1", "?q=a.de", "mailto:a@example.org")],
        *[(same, same) for same in ("https://example.org", "report.html", "a/b.de", "//a.de/", "")],
    ],
)
def test_a_link_without_a_scheme_is_completed(typed, meant):
    """K7g"""
    assert html.completed(typed) == meant


def test_so_are_all_links_of_a_text_and_nothing_else_in_it():
    """K7g"""
    source = '<p title="a">href="a.de" <a href="a.de?b&amp;c">a.de</a> <a href="/x">y</a></p>'
    assert html.with_completed_links(source) == source.replace(
        '<a href="a.de', '<a href="https://a.de'
    )
