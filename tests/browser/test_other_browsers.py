"""Writing, publishing, reading, commenting and deciding in Debian's Firefox and WebKit.

On the real server. What differs between browsers is the text that can be edited, the clipboard,
what is dropped, what they keep and leaving a page, so each goes through all of it once.
"""

import base64

import pytest

from tests.browser.test_pictures_in_texts import GIVE, png
from tests.browser.webdriver import CONTROL, DOWN, END, ENTER, Marionette, WebKit, Window
from tests.cast import handed_out_earlier

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from django.conf import settings
from tests import cast
boss = cast.staff("Boss", is_superuser=True)
article = cast.an_article(published=None, headline="As it was", body="<p>First.</p>")
print(settings.SESSION_COOKIE_NAME, cast.session_of(boss), article.pk)
"""
DISCUSS = """
from articles.models import Article
from tests import cast
article = Article.objects.get()
first = cast.a_comment(article, name="Zoe", text="I saw it go.")
for number in range(11):
    cast.a_comment(article, parent=first, text=f"Reply number {number}.")
"""
LEAD = """
from articles.models import Article, FrontPlace
FrontPlace.objects.put([FrontPlace(number=0, article=Article.objects.get())])
"""
STORED = """
from articles.models import Article
article = Article.objects.get()
print(article.headline, article.edited_content["body"], sep="\\n")
"""
TYPED = "Typed < & > ٣"
COPIED = "<p>Plain, <b>bold</b> copied</p><ul><li>One</li><li>Two</li></ul>"
COPY = """
const place = document.createElement("div");
place.id = "copied";
place.contentEditable = "true";
place.innerHTML = arguments[0];
document.body.append(place);
place.focus();
getSelection().selectAllChildren(place);
"""
PRESS = """
const [selector, words] = arguments;
[...document.querySelectorAll(selector)].find((one) => one.textContent.trim() === words).click();
"""
IS_THERE = "return document.readyState === 'complete' && !!document.querySelector('.ProseMirror')"
HAS_BEEN_SEEN = """
const { loadEventEnd } = performance.getEntriesByType("navigation")[0];
return loadEventEnd > 0 && performance.now() > loadEventEnd + 900
"""
TEXT = "return document.querySelector('.ProseMirror').innerHTML"
BODY = (
    "<p>First.</p><p>Some <strong>bold</strong> words.</p><ul><li><p>one</p></li>"
    "<li><p>two</p></li></ul><p>After.</p><p>Plain, <strong>bold</strong> copied</p>"
    "<ul><li>One</li><li>Two</li></ul><figure><img data-picture="
)
NOWHERE = """
Storage.prototype.setItem = () => { throw new Error("full") };
window.fetch = () => Promise.reject(new TypeError("no line"));
"""
# A driver answers the question of its own accord, so the page is asked whether it would be put.
WOULD_ASK = """
const event = new Event("beforeunload", { cancelable: true });
dispatchEvent(event);
return event.defaultPrevented;
"""


@pytest.fixture(params=[Marionette, WebKit], ids=["Firefox", "WebKit"])
def window(request, site):
    browser = request.param()
    try:
        yield Window(browser, site.url)
    finally:
        browser.end()


def test_an_article_is_written_published_read_discussed_and_moderated(window, site, request):
    """E1, E2, E3, K7c"""
    cookie, session, pk = site.python(FURNISH).split()
    form = f"/admin/articles/article/{pk}/change/"
    window.enter(cookie, session)
    window.open(form)
    window.wait(IS_THERE)
    assert not window.run(WOULD_ASK)
    write(window)
    window.shows("#desk-saved", "Saved")
    assert not window.run(WOULD_ASK)
    window.ask("Refresh")  # what was not saved is back
    window.wait(IS_THERE)
    window.wait("return document.querySelector('#id_headline').value === arguments[0]", TYPED)
    window.click(".bar__save")
    window.shows(".messagelist", "changed successfully")
    headline, body = site.python(STORED).strip().split("\n", 1)
    assert headline == TYPED
    assert body.replace("\n", "").startswith(BODY), body
    window.wait(IS_THERE)
    shown = window.run(TEXT)
    window.ask("Refresh")
    window.wait(IS_THERE)
    assert window.run(TEXT) == shown
    window.run(NOWHERE)
    window.click("#id_headline")
    window.keys([END], " more")
    window.shows("#desk-saved", "kept nowhere")
    assert window.run(WOULD_ASK)
    publish(window, pk)
    flow_works(request, "an editor writes and publishes")
    site.python(LEAD)
    fill_the_front(window)
    flow_works(request, "an editor moves a place of the front by keys, and saves it")
    window.ask("DeleteAllCookies")
    find(window)
    flow_works(request, "a reader searches and reads")
    comment(window)
    flow_works(request, "a stranger comments")
    site.python(DISCUSS)
    reply(window)
    flow_works(request, "a stranger unfolds a thread, quotes, replies, and sees the reply wait")
    window.enter(cookie, session)
    decide(window)
    window.ask("DeleteAllCookies")
    window.open("/")
    window.click(".teaser__headline a, h2 a")
    window.shows(".comment__body", "I walked past it.")
    flow_works(request, "a moderator approves, takes back and approves again")


def flow_works(request, flow):
    """Print a line of the table that `make check-browsers` shows."""
    print(f"{request.node.callspec.id:<10}{flow}")


def find(window):
    window.open("/nowhere/")
    window.fill("main [name=q]", "boat")
    window.run(PRESS, "main button", "Search")
    window.shows(".search__summary", "1 article")
    window.click(".results h2 a")
    window.shows("h1", TYPED)


def write(window):
    window.click("#id_headline")
    window.keys([CONTROL, "a"], TYPED)
    window.click(".ProseMirror p")
    bold = [CONTROL, "b"]
    window.keys([END], [ENTER], "Some ", bold, "bold", bold, " words.", [ENTER])
    window.keys("- one", [ENTER], "two", [ENTER], [ENTER], "After.", [ENTER])
    window.run(COPY, COPIED)
    window.keys([CONTROL, "c"])
    window.run("document.getElementById('copied').remove()")
    window.click(".ProseMirror > p:last-child")
    window.keys([CONTROL, "v"])
    window.wait("return document.querySelector('.ProseMirror').innerText.includes('copied')")
    picture = base64.b64encode(png("green")).decode()
    window.run(f"({GIVE})(arguments[0])", ["drop", picture, "boat.png"])
    window.wait("return !!document.querySelector('.ProseMirror img[data-picture]')")


def publish(window, pk):
    window.open(f"/admin/articles/article/{pk}/publishing/")
    window.click("[name=when][value=now]")
    window.wait(HAS_BEEN_SEEN)  # the first half second answers nothing
    window.click(".step__end .step__button")
    window.shows(".messagelist", "Public")


def fill_the_front(window):
    window.open("/admin/front/")
    window.wait("return !!document.querySelector('.front-place__handle')")
    window.run("document.querySelector('.front-place__handle').focus()")
    window.keys([DOWN])
    window.shows(".front-says", "is now here: Second 1")
    window.click(".front-save .button")
    window.shows(".messagelist", "The front is saved.")
    chosen = "return document.querySelectorAll('.front-place select')[arguments[0]].value"
    assert window.run(chosen, 0) == ""
    second = ".front-place:nth-child(2) select"
    assert window.run("return document.querySelector(arguments[0]).value", second)


def comment(window):
    window.open("/")
    window.click(".teaser__headline a, h2 a")
    window.shows("h1", TYPED)
    window.wait("return document.querySelector('.prose picture img, .prose img').naturalWidth > 0")
    assert not window.run("return document.querySelector('input[name=key]')")
    window.click("#id_text")  # the first focus fetches the key
    window.keys("I walked")
    window.fill("[name=name]", "Ravi")
    window.click("#id_text")
    window.keys([END], " past it.")
    send(window)


def send(window):
    earlier = handed_out_earlier(window.value("input[name=key]"))
    window.run("document.querySelector('input[name=key]').value = arguments[0]", earlier)
    window.run(PRESS, "button", "Send comment")
    window.shows("h1", "waiting for a moderator")


def reply(window):
    window.open("/")
    window.click(".teaser__headline a, h2 a")
    window.shows("h1", TYPED)
    assert "Reply number 10." not in window.text(".discussion__threads")
    window.run(PRESS, "summary", "Show 8 more replies")
    window.shows(".discussion__threads", "Reply number 10.")
    window.click(".comment .more summary")
    window.run(PRESS, ".comment a", "Quote Zoe")
    window.shows("#answer h3", "Reply to Zoe")
    window.wait("return document.activeElement.name === 'text'")
    assert window.value("#id_text") == "> I saw it go.\n\n"
    window.keys("So did I.")
    window.fill("[name=name]", "Ravi")
    send(window)
    window.run(PRESS, "a", "Back to the discussion")
    window.shows(".thread__place .comment--mine", "So did I.")
    window.shows(".comment--mine .comment__state", "waiting for a moderator")


def decide(window):
    window.open("/admin/comments/comment/")
    window.shows("#result_list", "I walked past it.")
    window.shows("#result_list", "So did I.")
    window.wait("return document.readyState === 'complete'")
    window.keys("j", "a")
    window.shows("body", "Approved: Ravi")
    window.keys("z")
    window.shows("#result_list", "I walked past it.")
    window.keys("j", "a")
    window.shows("body", "Approved: Ravi")
