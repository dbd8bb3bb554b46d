"""No word is lost in a feed, none of a reader's becomes a tag, and who wrote it is there."""

import html
import json
import re
from xml.etree import ElementTree

from comments.models import Comment
from newsroom.models import Masthead
from tests.articles.test_feeds import ATOM, ENCODED
from tests.cast import a_comment, a_picture, an_article

WORDS = 'If x<y then AT&T pays. 5 < 6 & ]]> "so" <script>alert(1)</script> <img src=x onerror=y>'
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def feeds(reader, place):
    atom, rss = (
        ElementTree.fromstring(reader.get(f"{place}.{form}").body) for form in ("atom", "rss")
    )
    return atom, rss.find("channel"), json.loads(reader.get(f"{place}.json").body)


def shown(element):
    """The text that a program shows of an element, if it knows its type, and of RSS if not."""
    words = element.text
    is_html = element.get("type") == "html" or element.tag == "description" or "&lt;" in words
    assert not (is_html and re.search(r"<(script|img)", words)), words
    return html.unescape(words) if is_html else words


def test_no_word_is_lost_and_none_is_a_tag(reader, db):
    """K10a. What is plain text with us is escaped where programs take it for HTML."""
    Masthead.objects.update(name="The <b>Post</b> & Co", tagline="x<y & z")
    article = an_article(headline=WORDS, lead=WORDS, about=["x<y"], body="")
    comment = a_comment(article, name="<i>Mallory</i>", text=WORDS)
    Comment.objects.filter(pk=comment.pk).update(body=f"<p>{html.escape(WORDS, quote=False)}</p>")
    title = f"<i>Mallory</i> on “{WORDS}”"
    for place, headline, name in (("/feed", WORDS, None), ("/comments", title, "<i>Mallory</i>")):
        atom, rss, feed = feeds(reader, place)
        entry, item = atom.find(f"{ATOM}entry"), rss.find("item")
        [told] = feed["items"]
        name = name or "The <b>Post</b> & Co"
        assert shown(entry.find(f"{ATOM}title")) == shown(item.find("title")) == headline
        assert shown(entry.find(f"{ATOM}summary")) == shown(item.find("description")) == WORDS
        assert (told["title"], told["summary"]) == (headline, WORDS)
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == item.findtext(CREATOR) == name
        assert told["authors"][0]["name"] == name
        for content in (
            entry.findtext(f"{ATOM}content"),
            item.findtext(ENCODED),
            told["content_html"],
        ):
            assert html.escape(WORDS, quote=False) in content.replace("&quot;", '"')
            assert "<script" not in content
            assert "<img" not in content
    assert shown(feeds(reader, "/feed")[1].find("description")) == "x<y & z"


def test_what_nobody_signed_is_by_the_paper(reader, article):
    """K10c. An entry without an author is no Atom (RFC 4287, 4.1.2)."""
    Masthead.objects.update(name="The Post")
    atom, rss, feed = feeds(reader, "/feed")
    assert atom.findtext(f"{ATOM}author/{ATOM}name") == "The Post"
    assert atom.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "The Post"
    assert rss.findtext(f"item/{CREATOR}") == "The Post"
    paper = [{"name": "The Post", "url": "http://testserver/"}]
    assert feed["authors"] == feed["items"][0]["authors"] == paper


def test_a_story_brings_its_picture_along(reader, db):
    """K10c."""
    picture = a_picture((480, 270), alt='A "boat" < 3 m', caption="Low & slow")
    an_article(picture=picture)
    url = f"http://testserver{picture.file.url}"
    atom, rss, feed = feeds(reader, "/feed")
    for item in (atom.find(f"{ATOM}entry"), rss.find("item")):
        media = item.find(f"{MEDIA}content")
        facts = [media.get(name) for name in ("url", "type", "medium", "width", "height")]
        assert facts == [url, "image/jpeg", "image", "480", "270"]
        assert html.unescape(media.findtext(f"{MEDIA}description")) == 'A "boat" < 3 m'
    assert feed["items"][0]["image"] == url
    assert f'<figure><img src="{url}" alt="A &quot;boat&quot; &lt; 3 m"' in rss.findtext(
        f"item/{ENCODED}"
    )
    assert reader.get(picture.file.url).headers["Content-Type"] == "image/jpeg"
    assert feed["icon"] == atom.findtext(f"{ATOM}icon") == rss.findtext("image/url")


def test_addresses_lead_from_a_feed_to_where_they_led_on_the_page(reader, db):
    body = '<p>src="/a" <a href="#n">1</a> <a href="/b">2</a> <a href="https://x.org/?a&amp;b">3</a></p>'
    article = an_article(body=body)
    [item] = feeds(reader, "/feed")[2]["items"]
    here = f"http://testserver{article.get_absolute_url()}"
    for words in (
        '<p>src="/a"',
        f'"{here}#n"',
        '"http://testserver/b"',
        '"https://x.org/?a&amp;b"',
    ):
        assert words in item["content_html"]


def test_times_have_seconds_and_no_parts_of_them(reader, db):
    """K10d. In no page and no file for machines."""
    article = an_article(about=["harbour"], by=["Ilse"])
    article.mark_updated()
    article.save()
    a_comment(article)
    page = article.get_absolute_url()
    addresses = [page, "/", "/topics/harbour/", "/search/?q=boats", "/sitemap.xml"]
    addresses += ["/sitemap-articles.xml", "/sitemap-topics.xml", "/news-sitemap.xml"]
    addresses += [
        f"{at}.{form}" for at in ("/feed", f"{page}comments") for form in ("atom", "rss", "json")
    ]
    for address in addresses:
        text = reader.get(address).text
        assert re.search(r"\d\d:\d\d:\d\d", text), address
        assert not re.search(r"\d\d:\d\d:\d\d\.\d", text), address


def test_a_browser_is_told_what_a_feed_is_and_shows_it_styled(reader, article):
    """K10f. Browsers style what is called XML alone; programs get the type of the feed."""
    Masthead.objects.update(language="ar")
    for form in ("atom", "rss"):
        as_browser = reader.get(f"/feed.{form}", Accept="text/html,application/xml;q=0.9,*/*;q=0.8")
        assert as_browser.headers["Content-Type"] == "application/xml; charset=utf-8"
        as_program = reader.get(f"/feed.{form}")
        assert as_program.headers["Content-Type"] == f"application/{form}+xml; charset=utf-8"
        assert as_browser.headers["Vary"] == as_program.headers["Vary"] == "Accept-Encoding, Accept"
        assert '<?xml-stylesheet href="/static/feed.css"' in as_browser
        words = ElementTree.fromstring(as_browser.body).find(f".//{XHTML}div")
        assert (words.get("lang"), words.get("dir")) == ("ar", "rtl")
        assert words.find(f"{XHTML}p/{XHTML}a").get("href") == "http://testserver/"
