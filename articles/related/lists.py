"""The stored list of related posts of each article, with the choices of editors."""

from django.db import transaction

from articles.models import Article, Related
from articles.related import similarity
from articles.stems import stems
from newsroom import html
from newsroom.models import Masthead
from newsroom.text.cutting import shortened
from newsroom.text.no_words import without_addresses
from newsroom.text.words import RUN

SHOWN = 3
KEPT = 12  # more than shown: some of them may be scheduled, left out, or unpublished
SHOWN_WORDS = 3  # words that say why
ASKED = 9  # stems that are looked for to say them
SHORTEST = 4  # letters of such a word


def refresh(article):
    """Store the related posts of `article`, with scores and reasons, if they have changed.

    They are computed before anything is locked, so some may be deleted by then.
    """
    related = _related(article)
    if set(map(_comparable, related)) == set(map(_comparable, article.relations.all())):
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
    neighbours = similarity.nearest(article, KEPT)
    written = _as_written(
        article, {word for neighbour in neighbours for word in neighbour.words[:ASKED]}
    )
    return [
        Related(
            article=article,
            other_id=neighbour.article_id,
            score=neighbour.score,
            is_linked=neighbour.is_linked,
            words=_reason(neighbour.words, written),
        )
        for neighbour in neighbours
    ]


def _comparable(relation):
    return relation.other_id, relation.score, relation.is_linked, relation.words


def _reason(words, written) -> str:
    """Return the best of `words` (stems), spelled as in the article."""
    spelled = [written[word] for word in words[:ASKED] if word in written]
    return shortened(", ".join(spelled[:SHOWN_WORDS]), 200)


def _as_written(article, wanted) -> dict[str, str]:
    """Return the first spelling of each stem of `wanted` in the text of `article`."""
    code = Masthead.current().language.partition("-")[0]
    text = f"{article.headline} {article.lead} {html.plain(article.body)}"
    written: dict[str, str] = {}
    for word in RUN.findall(without_addresses(text)):
        stemmed = stems(word, code) if len(word) >= SHORTEST else []
        if len(stemmed) == 1 and stemmed[0] in wanted:  # pairs of letters would tell nobody why
            written.setdefault(stemmed[0], word)
    return written


def shown(article, most=SHOWN):
    """Return at most `most` public stories: pinned, then related, then the newest.

    Each has `relation`, the row with the reason, or None, and `is_pinned`.
    """
    relations = {relation.other_id: relation for relation in article.relations.all()}
    pinned, left_out = _chosen(article)
    wanted = _in_order(pinned, left_out, relations)
    posts = _public(wanted, most)
    if len(posts) < most:
        known = {article.pk, *left_out, *(story.pk for story in posts)}
        posts += Article.objects.newest_teasers(most - len(posts), but=known)
    for story in posts:
        story.relation, story.is_pinned = relations.get(story.pk), story.pk in pinned
    return posts


def _public(wanted, most) -> list:
    """Return the first of `wanted` that are public, with one query if half of them are."""
    found: list[Article] = []
    while wanted and len(found) < most:
        some, wanted = wanted[: 2 * most], wanted[2 * most :]
        public = {story.pk: story for story in Article.objects.public_teasers(some)}
        found += [public[pk] for pk in some if pk in public]
    return found[:most]


def keys(article) -> list[int]:
    """Return the keys of the related posts of `article`, public or not: pinned, then related."""
    pinned, left_out = _chosen(article)
    return _in_order(pinned, left_out, [each.other_id for each in article.relations.all()])


def _chosen(article):
    choices = article.related_choices.all()
    pinned = [choice.other_id for choice in choices if choice.is_pinned]
    return pinned, {choice.other_id for choice in choices if not choice.is_pinned}


def _in_order(pinned, left_out, related):
    return [*pinned, *(pk for pk in related if pk not in left_out and pk not in pinned)]
