"""What a page is about, for machines: schema.org data and the social networks' cards.

The vocabulary is schema.org's (NewsArticle, BreadcrumbList, WebSite, Person); the form is JSON-LD
(https://www.w3.org/TR/json-ld11/). Only what readers can see is in it.
"""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles.pictures import renditions
from newsroom import html

COMMENTS = 20  # at most in a page's data; the page itself has them all


def absolute(address: str) -> str:
    """Return `address` with the name of the site in front, as other programs need it."""
    return f"{settings.SITE_URL}{address}"


def publisher(masthead) -> dict:
    return {
        "@type": "NewsMediaOrganization",
        "name": masthead.name,
        "url": absolute(reverse("front")),
        "slogan": masthead.tagline,
        "logo": {"@type": "ImageObject", "url": absolute(static("icon-512.png"))},
        "correctionsPolicy": absolute(reverse("corrections")),
        "sameAs": [profile.address for profile in masthead.elsewhere],
    }


def website(masthead) -> dict:
    """Data of the front page."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": masthead.name,
        "alternateName": masthead.short_name,
        "url": absolute(reverse("front")),
        "inLanguage": masthead.language,
        "publisher": publisher(masthead),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{absolute(reverse('search'))}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def article(story, masthead) -> list[dict]:
    """Data of an article's page: the article, and the way to it."""
    return [news_article(story, masthead), breadcrumbs(story, masthead)]


def news_article(story, masthead) -> dict:
    address = absolute(story.get_absolute_url())
    comments = story.comments.approved().in_threads()[:COMMENTS]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": story.headline,
        "description": story.teaser,
        "inLanguage": masthead.language,
        "datePublished": story.published_at.isoformat(),
        "dateModified": (story.updated_at or story.published_at).isoformat(),
        "author": [person(byline.author) for byline in story.bylines.all()]
        or [publisher(masthead)],
        "publisher": publisher(masthead),
        "articleSection": [topic.name for topic in story.topics.all()],
        "isAccessibleForFree": True,
        "commentCount": story.comment_count,
        "comment": [_comment(one, address) for one in comments],
    }
    if story.dateline:
        data["dateline"] = story.dateline
    if corrections := story.corrections.all():
        data["correction"] = [_correction(one) for one in corrections]
    if story.picture:
        data["image"] = images(story.picture)
    return data


def person(author) -> dict:
    """Data of an author, as a part of an article's or of their own page's."""
    data = {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url())}
    elsewhere = [profile.address for profile in author.elsewhere]
    return data | ({"sameAs": elsewhere} if elsewhere else {})


def profile_page(author, masthead) -> dict:
    """Data of an author's own page."""
    data = person(author) | {"description": author.bio, "worksFor": publisher(masthead)}
    if author.picture:
        data["image"] = images(author.picture)
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": data}


def images(picture) -> list[dict]:
    """Data of a picture: as a whole and, when it is ready, as its card."""
    caption = {"caption": picture.caption or picture.alt, "creditText": picture.credit}
    whole = _whole(picture)
    return [
        {"@type": "ImageObject", **image, **caption}
        for image in ([whole, social_card(picture)] if picture.card else [whole])
    ]


def social_card(picture) -> dict:
    """Whole address, width and height (pixels) of what social networks show of a picture.

    That is the part around its focus; as long as there is none, the picture as it is.
    """
    if not picture.card:
        return _whole(picture)
    width, height = renditions.card_size((picture.width, picture.height))
    url = absolute(picture.file.storage.url(picture.card))
    return {"url": url, "width": width, "height": height}


def _whole(picture):
    return {"url": absolute(picture.file.url), "width": picture.width, "height": picture.height}


def breadcrumbs(story, masthead) -> dict:
    """The way from the front page by the first topic."""
    way = [(masthead.name, reverse("front"))]
    way += [(topic.name, topic.get_absolute_url()) for topic in story.topics.all()[:1]]
    way.append((story.headline, story.get_absolute_url()))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(address)}
            for position, (name, address) in enumerate(way, 1)
        ],
    }


def _correction(correction) -> dict:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": correction.corrected_at.isoformat(),
        "url": absolute(correction.get_absolute_url()),
    }


def _comment(comment, address) -> dict:
    return {
        "@type": "Comment",
        "author": {"@type": "Person", "name": comment.name},
        "dateCreated": comment.created_at.isoformat(),
        "text": html.plain(comment.body),
        "url": f"{address}#c{comment.pk}",
    }
