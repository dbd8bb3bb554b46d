"""One address of every kind of page of the furnished paper: the readers', their own, the desk's."""

from django.test import RequestFactory

from articles import cursor
from articles.models import Article
from comments import email_confirmation, personal_data
from comments.models import Commenter, Following, Notice, Notification, Status
from comments.notifications import unsubscribe
from comments.tokens import action_links, receipts
from tests.cast import a_comment, from_now
from tests.hostile import texts
from tests.hostile.paper import an_article

SHOWN = (
    *("arabic", "hebrew", "hindi", "thai", "long words, de", "long words, ru", "table", "code"),
    *("every tag", "longest headline", "less than", "bidi marks", "emoji", "english", "address"),
    *("panorama", "doubled hour", "page"),
)
# What is waiting: whoever reads it at the desk sees texts and headlines of both directions.
SENT = (texts.ARABIC, " ".join(texts.LONG_WORDS["fi"]), "see https://example.org/" + "a" * 200)


def of_readers(paper) -> dict[str, str]:
    """What everybody can read."""
    crowded = paper.crowded.get_absolute_url()
    first, last = paper.crowded.comments.first(), paper.crowded.comments.last()
    month = paper.articles["english"].filed
    return {
        "front": "/",
        "front, older": f"/?before={beginning_of_the_second_page()}",
        **{f"article: {name}": paper.articles[name].get_absolute_url() for name in SHOWN},
        "all comments": f"{crowded}comments/",
        "form": f"{crowded}comment/",
        "form for an answer": f"{crowded}comment/?quote=1&reply={last.pk}",
        "form of a report": f"{first.get_absolute_url()}report/",
        "topic": paper.topics[0].get_absolute_url(),
        "topic of a long word": paper.topics[1].get_absolute_url(),
        "topic in Arabic": paper.topics[3].get_absolute_url(),
        "author": paper.authors[1].get_absolute_url(),
        "author in Arabic": paper.authors[2].get_absolute_url(),
        "month": f"{month:/%Y/%m/}",
        "year": f"{month:/%Y/}",
        "search": "/search/?q=quay+Rindfleischetikettierungsüberwachung+Donaudampfschifffahrt",
        "search in Arabic": "/search/?q=الميناء",
        "search for nothing": f"/search/?q={texts.LONG_WORDS['ru'][-1]}x",
        "corrections": "/corrections/",
        "rules": "/rules/",
        "privacy": "/privacy/",
        "asking for my data": "/my-data/",
        "signing out": "/confirm/forget/",
        "not found": "/nowhere/",
    }


def beginning_of_the_second_page() -> str:
    stories = Article.objects.published().stories()
    return cursor.page_at_once(stories, RequestFactory().get("/")).following


def private(paper, moderator) -> dict[str, str]:
    """What somebody has a link to: a page of each kind, about texts that are not polite."""
    article, ravi = paper.crowded, Commenter.objects.create(email=f"{'ravi' * 15}@example.org")
    shown, rejected = (
        sent(article, status, text, commenter=ravi, email=ravi.email)
        for status, text in zip((Status.APPROVED, Status.REJECTED), SENT, strict=False)
    )
    asked = sent(paper.articles["long words, de"], Status.PENDING, SENT[1], email=ravi.email)
    notification = Notification.objects.create(
        comment=asked, to=ravi.email, key="confirm", kind="confirm"
    )
    report = Notice(comment=shown, kind="other", words=texts.HEBREW, form_key="reported")
    report.receipt = receipts.hashed("reported")
    report.submit()
    ravi.follow(article, Following.Rhythm.DAILY)
    return {
        "receipt": f"/receipt/{receipts.token(asked.form_key)}/",
        "receipt of one that is public": f"/receipt/{receipts.token(shown.form_key)}/",
        "receipt of one that was rejected": f"/receipt/{receipts.token(rejected.form_key)}/",
        "edit": f"/receipt/{receipts.token(asked.form_key)}/edit/",
        "report": "/report/reported/",
        "my data": f"/my-data/{personal_data.token(ravi)}/",
        "confirming": f"/confirm/{email_confirmation.token(notification)}/",
        "unsubscribing": unsubscribe.address(ravi, ravi.following.get()),
        "deciding by e-mail": action_links.address(asked, "reject", moderator),
    }


def sent(article, status, text, **what):
    nonce = f"{article.pk}-{status}"
    opened_by = receipts.hashed(receipts.token(nonce))
    name = texts.LONG_WORDS["de"][-1][:60]
    return a_comment(
        article, status, text=text, name=name, form_key=nonce, receipt=opened_by, **what
    )


def of_the_desk(paper) -> dict[str, str]:
    """The desk's first page, its lists, and the pages of one thing."""
    article, comment = paper.crowded.pk, paper.crowded.comments.first().pk
    reader = Commenter.objects.create(email=f"{'kommentar' * 6}@example.org")
    for number, text in enumerate(SENT):
        sent = {"text": text, "name": texts.NAMES[number + 2], "commenter": reader}
        a_comment(paper.articles["long words, ru"], Status.PENDING, **sent)
    draft = an_article(texts.ARTICLES["hebrew"], published_at=None)
    an_article(texts.ARTICLES["long words, fi"], published_at=from_now(days=1))
    pages = {
        "desk": "",
        "articles": "articles/article/",
        "an article": f"articles/article/{article}/change/",
        "publishing": f"articles/article/{draft.pk}/publishing/",
        "preview": f"articles/article/{draft.pk}/preview/",
        "link for others": f"articles/article/{draft.pk}/preview/link/",
        "corrections of one": f"articles/article/{article}/corrections/",
        "old addresses of one": f"articles/article/{article}/addresses/",
        "autosaves": "articles/article/autosaves/",
        "front at the desk": "front/",
        "menu": "menu/",
        "paper": "paper/",
        "history": f"articles/article/{article}/history/",
        "deleting": f"articles/topic/{paper.topics[3].pk}/delete/",
        "topics": "articles/topic/",
        "a topic": f"articles/topic/{paper.topics[1].pk}/change/",
        "authors": "articles/author/",
        "pictures": "articles/picture/",
        "a picture": f"articles/picture/{paper.articles['portrait'].picture_id}/change/",
        "old addresses": "articles/oldaddress/",
        "the paper": "newsroom/masthead/1/change/",
        "queue": "comments/comment/",
        "queue, all": "comments/comment/?state=all",
        "a comment": f"comments/comment/{comment}/change/",
        "statistics": "comments/comment/figures/",
        "decisions": "comments/comment/decisions/?by=all",
        "personal data on paper": "comments/notification/personal-data/",
        "commenter": f"comments/comment/commenters/{reader.pk}/",
        "word list": "comments/comment/words/?words=boats",
        "notifications": "comments/notification/mine/",
        "e-mail log": "comments/notification/",
        "accounts": "auth/user/",
        "a password": "password_change/",
    }
    return {name: f"/admin/{path}" for name, path in pages.items()}
