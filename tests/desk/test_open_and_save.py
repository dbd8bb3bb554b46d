"""What an editor opens and saves without a change is, byte for byte, what it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from articles.models import Article, Author, Correction, Topic
from newsroom import html
from newsroom.models import Masthead
from newsroom.text import characters
from tests.cast import PASSWORD, a_topic, an_article, an_author
from tests.desk.forms import held, open_and_save, rows

BODIES = [
    "<p>Write to &lt;editor@example.org&gt; or use &lt;b&gt;.</p><p>If x&lt;y then …</p>",
    "<p>&amp;lt; is &amp;amp;lt; is &amp;amp;amp;lt;</p><p>R&amp;D &amp; AT&amp;T, &amp;copy</p>",
    "<p>No\xa0break, no&nbsp;break, soft\xadhyphen, &shy;, \u2009thin\u200d</p>",
    "<pre>  if a &lt; b:\n\tprint('&lt;/textarea&gt;')\n\n  #</pre>\n<p><code>&lt;p&gt;</code></p>",
    "<p>one</p>\n\n<p>two<br>three</p>\n<ul>\n<li>four</li>\n</ul>",
    '<p>"quoted" \'so\' &#39;&quot; <a href="/x?a=1&amp;b=2" title="a &quot;b&quot;">c</a></p>',
    "<p>&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }} %s \\n</p>",
    '<dl><dt>a</dt><dd>b</dd></dl><p><abbr title="x">y</abbr> <time datetime="2026">t</time></p>',
    "\n\n<p>after two line ends</p>",
    "\r\n<p>CR LF</p>\r\n<p>b</p>",
    "text on its own & more",
]
WORDS = "  &lt;b&gt; <b> R&D &amp;amp; \xa0 “x” 1 < 2\n\n\tsecond </textarea> line\r\n third"


@pytest.fixture
def desk(client, boss):
    client.login(username="boss", password=PASSWORD)
    return client


def test_a_body_is_the_same_whatever_it_holds(desk):
    """K7d"""
    articles = [an_article(body=body) for body in BODIES]
    before = rows(Article)
    assert "&lt;editor@example.org&gt;" in before[0]["body"]
    for article, row in zip(articles, before, strict=True):
        fields = open_and_save(desk, article)
        assert fields["body"] == [row["body"].replace("\n", "\r\n")]
    assert rows(Article) == before


def test_a_body_that_was_changed_is_stored(desk):
    """K7d: the same form with one more word, so that the sameness is no accident."""
    article = an_article(body=BODIES[0])
    address = f"/admin/articles/article/{article.pk}/change/"
    fields = held(desk.get(address).content.decode())
    fields["body"] = [fields["body"][0].replace("Write", "Please write")]
    assert desk.post(address, fields | {"_save": "1"}).status_code == 302
    article.refresh_from_db()
    assert article.changes.content["body"] == BODIES[0].replace("Write", "Please write")


def test_so_is_every_other_text_of_the_paper(desk):
    """K7d"""
    article = an_article(lead=WORDS, headline=WORDS, dateline="<i>", kicker="R&amp;D")
    article.corrections.create(text=WORDS)
    author, topic = an_author("A & B"), a_topic("R&amp;D")
    author.bio = topic.description = WORDS
    author.save()
    topic.save()
    masthead = Masthead.current()
    for field in ("comment_rules", "words_to_hold", "words_to_refuse", "robots_txt"):
        setattr(masthead, field, WORDS)
    masthead.ads_txt = "\n# first\nexample.com, 1, DIRECT\n\n"
    masthead.save()
    models = [Article, Correction, Author, Topic, Masthead]
    before = [rows(model) for model in models]
    for thing in (article, author, topic, masthead):
        open_and_save(desk, thing)
    for model, earlier in zip(models, before, strict=True):
        assert rows(model) == earlier


@given(some.text(alphabet="a<>/&;\"' \n\xa0\xad\u200b\u202a\u202c\u0301\u0300e𝅘𝅥\r", max_size=40))
def test_what_is_canonical_stays_as_it_is(raw):
    """K7d"""
    for normalise in (characters.text, characters.line, html.article):
        once = normalise(raw)
        assert normalise(once) == once


TAGS = (
    "p /p pre /pre code br ul li /ul table td a|href='/x?a&amp;b' /a b /b h1 div /div blockquote"
    " img|src=/media/a.jpg iframe|src=//x.y script /script"
)
TEXTS = "&lt; &amp; &amp;lt; &nbsp; &#60; &#x3c;b&#62; & ; < > - 1. \xad a é 港 \" ' --> <!--"
PIECES = [f"<{tag.replace('|', ' ')}>" for tag in TAGS.split()] + TEXTS.split()


@given(some.lists(some.sampled_from([*PIECES, " ", "\n", "\n\n", "\t", "\xa0"])).map("".join))
def test_a_body_that_was_sanitised_stays_as_it_is(raw):
    """K7d"""
    once = html.article(raw)
    assert html.article(once) == once
