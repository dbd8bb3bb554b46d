"""Each article's list: stored by a task, steered by editors, read in a fixed number of queries."""

import re

from django.db import transaction

from articles.models import Article, Related
from articles.related import similarity
from articles.stems import stem
from newsroom import html
from newsroom.models import Masthead

SHOWN = 3
KEPT = 12  # more than shown: some of them may be scheduled, left out, or unpublished
SAID = 3  # words that say why
ASKED = 9  # stems that are looked for to say them
WORD = re.compile(r"\w{4,}")


def refresh(article):
    """Store which articles `article` is related to, with score and reason, if that is news.

    They are found before anything is locked, so one of them may be gone by then.
    """
    related = _related(article)
    if set(map(_told, related)) == set(map(_told, article.relations.all())):
        return
    with transaction.atomic():
        article.relations.all().delete()
        wanted = {article.pk, *(relation.other_id for relation in related)}
        here = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        article.relations.bulk_create(
            relation for relation in related if {article.pk, relation.other_id} <= here
        )


def _related(article):
    if not (article.is_public or article.is_scheduled):
        return []
    found = similarity.neighbours(article, KEPT)
    written = _as_written(article, {word for one in found for word in one.words[:ASKED]})
    return [
        Related(
            article=article,
            other_id=one.article_id,
            score=one.score,
            is_linked=one.is_linked,
            words=_said(one.words, written),
        )
        for one in found
    ]


def _told(relation):
    return relation.other_id, relation.score, relation.is_linked, relation.words


def _said(words, written) -> str:
    """The best of `words` (stems), as they are written in the article."""
    found = [written[word] for word in words[:ASKED] if word in written]
    return ", ".join(found[:SAID])[:200]


def _as_written(article, wanted) -> dict[str, str]:
    """How the stems `wanted` are first written in the text of `article`."""
    code = Masthead.current().language.partition("-")[0]
    text = f"{article.headline} {article.lead} {html.plain(article.body)}"
    written: dict[str, str] = {}
    for word in WORD.findall(text):
        found = stem(word.casefold(), code)
        if found in wanted:
            written.setdefault(found, word)
    return written


def shown(article, most=SHOWN):
    """At most `most` public stories to read after `article`: pinned, related, then the newest.

    Each has `relation`, the row that says why, or None.
    """
    choices = list(article.related_choices.values_list("other", "is_pinned"))
    left_out = {pk for pk, is_pinned in choices if not is_pinned}
    relations = {relation.other_id: relation for relation in article.relations.all()}
    wanted = [pk for pk, is_pinned in choices if is_pinned]
    wanted += [pk for pk in relations if pk not in left_out and pk not in wanted]
    stories = _others(article).published().with_teasers()
    public = stories.in_bulk(wanted)
    found = [public[pk] for pk in wanted if pk in public][:most]
    if len(found) < most:
        known = {article.pk, *left_out, *(story.pk for story in found)}
        found += stories.exclude(pk__in=known).newest_first()[: most - len(found)]
    for story in found:
        story.relation = relations.get(story.pk)
    return found


def _others(article):
    return Article.objects.stories().exclude(pk=article.pk)
