"""Structured data of a page: schema.org and social cards.

The vocabulary is schema.org's (NewsArticle, BreadcrumbList, WebSite, Person); the form is JSON-LD
(https://www.w3.org/TR/json-ld11/). Only what the page shows is in it.
"""

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse

from articles.pictures import renditions
from newsroom import html, together
from newsroom.timestamps import timestamp

COMMENTS = 20  # at most in a page's data; the page itself has them all


def absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def publisher(masthead) -> dict:
    data = {
        "@type": "NewsMediaOrganization",
        "name": masthead.name,
        "url": absolute(reverse("front")),
        "slogan": masthead.tagline,
        "logo": {"@type": "ImageObject", "url": absolute(static("icon-512.png"))},
        "correctionsPolicy": absolute(reverse("corrections")),
        "sameAs": [profile.address for profile in masthead.elsewhere],
    }
    return data | _about(masthead)


def _about(masthead) -> dict:
    """Return what the page about the paper tells; nothing of what is empty there."""
    page = absolute(reverse("about"))
    links = {section.name: f"{page}#{section.name}" for section in masthead.sections}
    contact = {"@type": "ContactPoint", "contactType": "newsroom"}
    kind = "email" if masthead.contact_link.startswith("mailto:") else "url"
    data = {
        "legalName": masthead.publisher,
        "address": masthead.postal_address,
        "contactPoint": masthead.contact
        and contact | {kind: masthead.contact.removeprefix("mailto:")},
        "masthead": links.get("people"),
        "ownershipFundingInfo": links.get("ownership"),
        "ethicsPolicy": links.get("ethics"),
        "publishingPrinciples": links.get("ethics"),
        "correctionsPolicy": links.get("corrections"),
    }
    return {name: value for name, value in data.items() if value}


def website(masthead) -> dict:
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
    data = web_page(story, masthead) if story.is_page else news_article(story, masthead)
    return [data, breadcrumbs(story, masthead)]


def web_page(page, masthead) -> dict:
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": absolute(page.get_absolute_url()),
        "name": page.headline,
        "description": page.description_elsewhere,
        "inLanguage": masthead.language,
        "datePublished": timestamp(page.published_at),
        "dateModified": timestamp(page.changed_at),
        "publisher": publisher(masthead),
    }


def news_article(story, masthead) -> dict:
    address = absolute(story.get_absolute_url())
    # Most articles have none, and need not be asked for them.
    comments = story.comment_count and together.ask(_comments, story._meta.model, story=story.pk)[0]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": story.headline,
        "description": story.description_elsewhere,
        "inLanguage": masthead.language,
        "datePublished": timestamp(story.published_at),
        "dateModified": timestamp(story.changed_at),
        "author": [person(byline.author) for byline in story.bylines.all()]
        or [publisher(masthead)],
        "publisher": publisher(masthead),
        "articleSection": [topic.name for topic in story.topics.all()],
        "isAccessibleForFree": True,
        "commentCount": story.comment_count,
        "comment": [_comment(row, address) for row in comments or ()],
    }
    if story.dateline:
        data["dateline"] = story.dateline
    if corrections := story.corrections.all():
        data["correction"] = [_correction(row) for row in corrections]
    if story.social_title:
        data["alternativeHeadline"] = story.social_title
    if pictures := list(dict.fromkeys(filter(None, [story.picture_elsewhere, story.picture]))):
        data["image"] = [image for picture in pictures for image in images(picture)]
    return data


def _comments(model, story):
    return [model.objects.things_of("comments", [story]).approved().in_threads()[:COMMENTS]]


def person(author) -> dict:
    data = {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url())}
    elsewhere = [profile.address for profile in author.elsewhere]
    return data | ({"sameAs": elsewhere} if elsewhere else {})


def profile_page(author, masthead) -> dict:
    data = person(author) | {"description": author.bio, "worksFor": publisher(masthead)}
    if author.picture:
        data["image"] = images(author.picture)
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": data}


def images(picture) -> list[dict]:
    """Return the data of a picture: the whole and, if it is ready, its card."""
    caption = {"caption": picture.caption or picture.alt, "creditText": picture.credit_line}
    whole = _whole(picture)
    return [
        {"@type": "ImageObject", **image, **caption}
        for image in ([whole, social_card(picture)] if picture.card else [whole])
    ]


def social_card(picture) -> dict:
    """Return absolute address, width and height (pixels) of a picture for social networks.

    It is the card around the focus or, until that is ready, the whole picture.
    """
    if not picture.card:
        return _whole(picture)
    width, height = renditions.card_size((picture.width, picture.height))
    url = absolute(picture.file.storage.url(picture.card))
    return {"url": url, "width": width, "height": height}


def drawn_card(story, masthead) -> dict | None:
    """Return the data of the card with the headline, if there is one that is up to date."""
    if not story.has_card(masthead.name):
        return None
    width, height = renditions.CARD
    url = absolute(default_storage.url(story.social_card))
    return {"url": url, "width": width, "height": height}


def _whole(picture):
    return {"url": absolute(picture.file.url), "width": picture.width, "height": picture.height}


def breadcrumbs(story, masthead) -> dict:
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
        "datePublished": timestamp(correction.corrected_at),
        "url": absolute(correction.get_absolute_url()),
    }


def _comment(comment, address) -> dict:
    return {
        "@type": "Comment",
        "author": {"@type": "Person", "name": comment.name},
        "dateCreated": timestamp(comment.created_at),
        "text": html.plain(comment.body),
        "url": f"{address}#c{comment.pk}",
    }
