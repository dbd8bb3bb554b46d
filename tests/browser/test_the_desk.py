"""The desk in a real browser, under the strict policy: the editor works and nothing is reported."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment, Commenter, Note, Notice, PersonalRule, Status
from comments.models.personal_rule import Kind
from comments.moderation import Because
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.browser.visitor import words_of
from tests.cast import a_comment, an_article, session_of, staff

pytestmark = pytest.mark.browser

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def test_ida_writes_and_publishes_an_article(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    ida = visit(live_server.url)
    page = ida.page
    ida.enter(session)
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Headline").fill("The tide turns")
    words = words_of(page)
    words.click()
    page.keyboard.type("It turned  at noon, ")
    page.keyboard.press("Control+b")
    page.keyboard.type("as usual")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("Nobody was late.")
    page.click("[name=_publish]")
    page.get_by_role("radio", name="Now").check()
    page.wait_for_timeout(600)  # until then a second click on the page before is heard by nobody
    page.get_by_role("button", name="Publish now").click()
    page.get_by_text("Public · ").first.wait_for()
    article = Article.objects.get()
    # Without the editor's own styles, each blank would be stored as a no-break space.
    assert "nbsp" not in article.body
    assert "\xa0" not in article.body
    assert article.body.startswith("<p>It turned")
    assert "<strong>as usual</strong></p><p>Nobody was late.</p>" in article.body
    page.goto(article.get_absolute_url())
    page.get_by_text("Nobody was late.").wait_for()
    assert ida.noticed == []


def test_no_page_of_the_desk_breaks_the_policy(live_server, visit):
    boss = staff("Boss", is_superuser=True)
    article = an_article(about=["harbour"], by=["Ilse"])
    zoe = Commenter.objects.create(email="zoe@example.org")
    comment = a_comment(article, status=Status.PENDING, commenter=zoe)
    visitor = visit(live_server.url)
    visitor.enter(session_of(boss))
    for address in (
        "", "articles/article/", f"articles/article/{article.pk}/change/",
        f"articles/article/{article.pk}/history/", f"articles/article/{article.pk}/delete/",
        f"articles/article/{article.pk}/preview/", "articles/topic/add/", "articles/author/add/",
        "articles/picture/add/", "articles/picture/", "articles/oldaddress/",
        "newsroom/masthead/", "front/", "menu/", "comments/comment/",
        "comments/comment/words/?words=boats",
        "comments/comment/figures/", "comments/comment/decisions/?by=all",
        f"comments/comment/commenters/{zoe.pk}/",
        f"comments/comment/{comment.pk}/change/",
        "comments/notification/", "comments/notification/mine/", f"auth/user/{boss.pk}/change/",
        "password_change/",
    ):  # fmt: skip
        visitor.page.goto(f"/admin/{address}")
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.noticed == [], address


def test_the_queue_is_accessible_and_fits_a_phone(live_server, visit):
    session = session_of(staff("Mo", "Moderators"))
    article = an_article()
    for text in ("Only the gulls know.", "x" * 200, "see https://example.org/" + "y" * 150):
        a_comment(article, status=Status.PENDING, text=text, email="ravi@example.org")
    mo = visit(live_server.url, width=390)
    mo.enter(session)
    mo.page.goto("/admin/comments/comment/")
    assert mo.page.evaluate(FITS)
    for button in mo.page.get_by_role("button", name="Approve").all():
        assert button.bounding_box()["height"] >= 44
    assert mo.noticed == []
    # Only what is ours: the rest of the page is Django's own admin.
    check(mo, "#result_list")


def test_the_figures_are_accessible_and_fit_a_phone(live_server, visit):
    by, article = staff("Mo", "Moderators"), an_article()
    for verb in (Comment.approve, Comment.reject, Comment.mark_as_spam, Comment.remove):
        verb(a_comment(article, status=Status.PENDING), by=by, reason=Because("abuse"))
    Notice(comment=a_comment(article, text="x" * 200), kind="abuse").submit()
    mo = visit(live_server.url, width=390)
    mo.enter(session_of(by))
    mo.page.goto("/admin/comments/comment/")
    mo.page.locator(".desk-tabs summary").click()
    mo.page.get_by_role("link", name="Statistics").click()
    columns = mo.page.locator(".desk-columns").first
    shown = columns.locator("rect:not(.desk-columns__line)")
    expect(shown).to_have_count(2)
    assert shown.last.bounding_box()["height"] > 40
    mo.page.get_by_text("As a table").first.click()
    assert mo.page.evaluate(FITS)
    words = mo.page.locator(".desk-moderators dt")
    assert words.count()
    for word in words.all():
        assert word.bounding_box()["height"] < 30, "a word stands letter below letter"
    assert mo.noticed == []
    check(mo, ".desk-figures")


def test_the_decisions_are_accessible_and_fit_a_phone(live_server, visit):
    """In a browser, as axe and the width of a page need one; one press undoes a decision."""
    by, article = staff("Mo", "Moderators"), an_article(headline="Windlicht" * 20)
    reason = Because("illegal", "Section 186 " * 15)
    for text in ("Only the gulls know.", "x" * 200):
        comment = a_comment(article, status=Status.PENDING, text=text)
        comment.reject(by=by, reason=reason)
    mo = visit(live_server.url, width=390)
    mo.enter(session_of(by))
    mo.page.goto("/admin/comments/comment/decisions/")
    log = mo.page.locator(".desk-log")
    assert mo.page.evaluate(FITS)
    check(mo, ".desk-log")
    log.get_by_label("Decision", exact=True).select_option("Rejected")
    log.get_by_role("button", name="Show").click()
    expect(log.locator(".desk-log__entry")).to_have_count(2)
    log.get_by_role("button", name="Undo").first.click()
    expect(log.get_by_text("Undone by Mo")).to_be_visible()
    expect(log.get_by_role("button", name="Undo")).to_have_count(1)
    assert mo.noticed == []


def test_the_page_of_a_commenter_is_accessible_and_fits_a_phone(live_server, visit):
    """In a browser, as axe and the width of a page need one; it is reached from a card's name."""
    by, article = staff("Mo", "Moderators"), an_article(headline="Windlicht" * 20)
    zoe = Commenter.objects.create(email=f"{'zoe' * 20}@example.org")
    for text in ("Only the gulls know.", "x" * 200):
        comment = a_comment(article, status=Status.PENDING, text=text, commenter=zoe, name="Zoe")
        comment.reject(by=by, reason=Because("illegal", "Section 186 " * 15))
        Note.objects.create(comment=comment, by=by, text="y" * 200)
    PersonalRule.lay_down(zoe, Kind.HOLD, by=by, note="z" * 200)
    a_comment(article, status=Status.PENDING, commenter=zoe, name="Zoe")
    mo = visit(live_server.url, width=390)
    mo.enter(session_of(by))
    mo.page.goto("/admin/comments/comment/")
    mo.page.locator("#result_list").get_by_role("link", name="Zoe", exact=True).click()
    expect(mo.page.locator(".desk-log__entry")).to_have_count(4)
    assert mo.page.evaluate(FITS)
    assert mo.noticed == []
    check(mo, ".desk-log")


def test_the_newsroom_gets_from_an_article_to_what_waits_on_it(live_server, visit):
    """K14f. In a browser, as a script asks, and only where it knows the newsroom."""
    article = an_article()
    a_comment(article, status=Status.PENDING)
    reader, asked = visit(live_server.url), []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(article.get_absolute_url(), wait_until="networkidle")
    assert [address for address in asked if "/admin/" in address] == []
    mo = visit(live_server.url, width=390)
    mo.enter(session_of(staff("Mo", "Moderators")))
    mo.page.goto("/admin/")
    mo.page.goto(article.get_absolute_url())
    bar = mo.page.get_by_role("navigation", name="The desk")
    bar.get_by_role("link", name="Waiting (1)").wait_for()
    assert mo.page.evaluate(FITS)
    bar.get_by_role("link", name="Waiting (1)").click()
    mo.page.wait_for_url(f"**/admin/comments/comment/?article={article.pk}")
    assert mo.noticed == []


def check(visitor, part):
    """Have axe look at a part of the page; our policy would refuse the script that it brings."""
    checked = visitor.browser.new_context(
        bypass_csp=True, storage_state=visitor.context.storage_state()
    )
    page = checked.new_page()
    page.goto(visitor.page.url)
    assert barriers(page, part) == ""
    assert barriers_in_the_dark(page, part) == ""
    checked.close()


def test_the_editor_sends_what_was_stored_unless_it_was_changed(live_server, visit):
    """K7d. In a browser, as the editor's script stands between the field and its words."""
    session = session_of(staff("Ida", "Editors"))
    bodies = [
        "<p>Write to &lt;editor@example.org&gt; or use &lt;b&gt;.</p><p>If x&lt;y then …</p>",
        "<pre>if a &lt; b:\n\tc</pre><p><code>&amp;amp;</code> no\xa0break,&nbsp;soft\xad</p>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
    ]
    articles = [an_article(body=body, published=None) for body in bodies]
    stored = [Article.objects.get(pk=article.pk).body for article in articles]
    ida = visit(live_server.url)
    ida.enter(session)
    for number, article in enumerate(articles):
        ida.page.goto(f"/admin/articles/article/{article.pk}/change/")
        words = words_of(ida.page)
        words.click()
        if number == 1:  # a change that is taken back is none
            ida.page.keyboard.type("x")
            ida.page.keyboard.press("Backspace")
        with ida.page.expect_navigation():
            ida.page.click("[name=_save]")
    assert [Article.objects.get(pk=article.pk).body for article in articles] == stored
    ida.page.goto(f"/admin/articles/article/{articles[0].pk}/change/")
    words_of(ida.page).click()
    ida.page.keyboard.press("Control+Home")
    ida.page.keyboard.type("Please: ")
    with ida.page.expect_navigation():
        ida.page.click("[name=_save]")
    changed = Article.objects.get(pk=articles[0].pk).body
    assert changed == stored[0].replace("Write", "Please: Write")
