"""The demo paper, The Kestrel Sound, from the texts and pictures beside this file.

Every row has a source key that begins with "demo:", so a second run changes nothing.
"""

import io
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from PIL import Image

from articles.follow_ups import relate_all
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    FrontPlace,
    Kind,
    Picture,
    Topic,
    Version,
)
from articles.models.version import content_of
from comments.models import Comment, Status, recount
from comments.moderation import NO_REASON, Because, Reason
from newsroom.models import Job, Masthead

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
SOURCE = "demo:"
WRITTEN = (
    *("kicker", "headline", "lead", "dateline", "body"),
    *("published_at", "updated_at", "comment_policy"),
)
REASONS = {
    Status.PENDING: Because(Reason.UNREAD),
    Status.SPAM: Because(Reason.LINKS),
    Status.REJECTED: Because(Reason.HOUSE_RULE, "Argue with what was said, not with who said it."),
}


class OtherContent(Exception):
    """The site has content that is not the demo paper's."""


@dataclass(frozen=True)
class Furnished:
    """The number of rows created, by kind; rows that were there already are not counted."""

    articles: int
    comments: int


def is_untouched() -> bool:
    made = [get_user_model(), *apps.get_app_config("articles").get_models()]
    set_up = model_to_dict(Masthead.current(), exclude=["id"])
    return set_up == model_to_dict(Masthead(), exclude=["id"]) and not any(
        model._default_manager.exists() for model in made
    )


def is_in_place() -> bool:
    return Article.objects.filter(source__startswith=SOURCE).exists()


@transaction.atomic
def furnish() -> Furnished:
    """Create the demo paper in an untouched site. Raise OtherContent for any other.

    Rows of it that somebody deleted are not created again.
    """
    if not is_untouched():
        if is_in_place():
            return Furnished(0, 0)
        raise OtherContent
    paper = tomllib.loads((FOLDER / "paper.toml").read_text())
    Masthead.objects.update(**masthead(paper["masthead"]))
    labels = {
        Topic: put_labels(Topic, paper["topic"], "description"),
        Author: put_labels(Author, paper["author"], "bio"),
    }
    texts = [(path.stem, tomllib.loads(path.read_text())) for path in story_files()]
    texts.sort(key=lambda text: str(text[1].get("published_at", "")))
    new = [(article, text) for slug, text in texts if (article := put_article(slug, text, labels))]
    comments = sum(put_comments(article, text.get("comment", [])) for article, text in new)
    if new:
        relate_all()
        FrontPlace.objects.put(front_places(paper["front"]))
        Job.plan("cards_outdated")
    return Furnished(len(new), comments)


def story_files() -> list[Path]:
    return sorted((FOLDER / "articles").glob("*.toml"))


def masthead(settings):
    rules = settings["comment_rules"]
    return settings | {"comment_rules": rules if isinstance(rules, str) else "\n".join(rules)}


def put_labels(model, rows, words) -> dict:
    """Create the topics or authors of the demo paper; return them by slug."""
    return {
        row["slug"]: model.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"], words: row.get(words, "")}
        )[0]
        for row in rows
    }


def put_article(slug, text, labels):
    if Article.objects.filter(source=f"{SOURCE}{slug}").exists():
        return None
    article = Article(
        source=f"{SOURCE}{slug}",
        slug=slug,
        kind=text.get("kind", Kind.STORY),
        picture=put_picture(slug, text["picture"]) if "picture" in text else None,
        **{name: text[name] for name in WRITTEN if name in text},
    )
    article.save()
    article.topics.set(labels[Topic][name] for name in text.get("topics", []))
    Byline.objects.bulk_create(
        Byline(article=article, author=labels[Author][name], position=position)
        for position, name in enumerate(text.get("authors", []))
    )
    Correction.objects.bulk_create(
        Correction(article=article, **correction) for correction in text.get("correction", [])
    )
    return article


def front_places(rows) -> list[FrontPlace]:
    """Return the places of the front; the time at which one ends is tomorrow's, by the paper."""
    tomorrow = timezone.localdate(timezone=Masthead.current().zone) + timedelta(days=1)
    return [
        FrontPlace(
            number=row["number"],
            article=Article.objects.get(source=f"{SOURCE}{row['story']}"),
            headline=row.get("headline", ""),
            until=datetime.combine(tomorrow, row["until"], Masthead.current().zone)
            if "until" in row
            else None,
        )
        for row in rows
    ]


def put_versions(by):
    """Give articles their earlier versions, and changes that are not public, as saved by `by`."""
    for path in story_files():
        text = tomllib.loads(path.read_text())
        for article in Article.objects.filter(source=f"{SOURCE}{path.stem}"):
            for earlier in text.get("earlier", []):
                version = article.record(earlier["why"], by, rewritten(article, earlier))
                saved_at = article.published_at + timedelta(hours=earlier["after"])
                Version.objects.filter(pk=version.pk).update(saved_at=saved_at)
            if "changes" in text:
                article.save_content(rewritten(article, text["changes"]), by)


def put_answers(by):
    """Make `by` the author of the comments that the newsroom wrote."""
    for path in story_files():
        for row in tomllib.loads(path.read_text()).get("comment", []):
            if row.get("newsroom"):
                source = f"{SOURCE}{path.stem}:{row['key']}"
                Comment.objects.filter(source=source).update(author=by)


def rewritten(article, fields) -> dict:
    """Return the content of the article, with other fields and with words in its body replaced."""
    content = content_of(article)
    for old, new in fields.get("replace", []):
        content["body"] = content["body"].replace(old, new)
    return content | {name: value for name, value in fields.items() if name in content}


def put_picture(slug, fields):
    output = io.BytesIO()
    with Image.open(PICTURES / f"{slug}.webp") as drawing:
        drawing.save(output, "JPEG", quality=85, progressive=True)
    words = {name: fields.get(name, "") for name in ("alt", "credit", "caption")}
    return Picture.objects.create(file=ContentFile(output.getvalue(), name=f"{slug}.jpg"), **words)


def put_comments(article, rows) -> int:
    written = {}
    for row in rows:
        comment = Comment(
            article=article,
            parent=written.get(row.get("reply_to")),
            source=f"{article.source}:{row['key']}",
            name=row["name"],
            email=row.get("email", ""),
            text=row["text"],
            created_at=article.published_at + timedelta(minutes=row["after"]),
        )
        status = row.get("status", Status.APPROVED)
        comment.move_in(status, REASONS.get(status, NO_REASON))
        written[row["key"]] = comment
    recount(article)
    return len(written)
