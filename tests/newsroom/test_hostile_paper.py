"""The hostile paper is one that the product itself would make."""

from time import process_time

from articles.models import Article, Topic
from comments.models import Comment, recount
from comments.status import Status
from tests.cast import an_article
from tests.hostile import furnish, texts
from tests.hostile.paper import A_CROWD, a_crowd

SHAPE = ("name", "text", "body", "language", "status", "thread_size", "reason_code")


def shape(comments):
    """Of each comment what it says, and where in its thread it stands."""
    rows = [{name: getattr(comment, name) for name in SHAPE} for comment in comments]
    return [(row, comment.depth) for row, comment in zip(rows, comments, strict=True)]


def test_its_comments_are_as_if_each_had_moved_in(db):
    quick, slow = an_article(), an_article()
    a_crowd(quick, 24)
    moved = {}
    for comment in quick.comments.order_by("pk"):
        copy = Comment(article=slow, name=comment.name, text=comment.text)
        copy.parent = moved.get(comment.parent_id)
        copy.move_in(Status.APPROVED)
        moved[comment.pk] = copy
    recount(slow)
    assert shape(quick.comments.in_threads()) == shape(slow.comments.in_threads())
    assert Article.objects.get(pk=quick.pk).comment_count == 24


def test_it_has_every_text_and_each_has_its_page(db, reader):
    """K11f, K11g, K11m: what readers' pages are shown with."""
    began = process_time()
    paper = furnish()
    print(f"furnished in {process_time() - began:.1f} s of CPU")
    assert Article.objects.get(pk=paper.crowded.pk).comment_count == A_CROWD
    assert len(Topic.objects.all()) > 60
    for name in texts.ARTICLES:
        assert paper.articles[name].is_public, name
    for name in ("arabic", "every tag", "doubled hour", "page"):
        assert reader.get(paper.articles[name].get_absolute_url()).status == 200, name
