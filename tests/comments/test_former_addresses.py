"""What readers send to a former address of an article is taken."""

from comments.models import Notice
from tests.cast import a_comment
from tests.page_forms import form_in


def test_a_form_is_taken_where_it_arrives(reader, article):
    """K9a: the form of a report was open while the slug was changed, twice."""
    comment = a_comment(article)
    report = form_in(reader.get(f"{comment.get_absolute_url()}report/").text)
    for slug in ("another-slug", "a-third-slug"):
        article.slug = slug
        article.save()
    words = {"kind": "spam", "words": "He sells watches."}
    incomplete = reader.post(report.action, report.fields | {"words": words["words"]})
    assert (incomplete.status, words["words"] in incomplete) == (422, True)
    assert reader.post(report.action, report.fields | words).status == 303
    assert Notice.objects.get().words == words["words"]


def test_words_for_what_was_unpublished_are_given_back(reader, article):
    """K9d"""
    comment = a_comment(article)
    report = form_in(reader.get(f"{comment.get_absolute_url()}report/").text)
    article.unpublish()
    answer = reader.post(report.action, report.fields | {"words": "He sells watches."})
    assert (answer.status, "He sells watches." in answer) == (410, True)
    article.delete()
    answer = reader.post(report.action, report.fields | {"words": "He sells watches."})
    assert (answer.status, "He sells watches." in answer) == (410, True)
