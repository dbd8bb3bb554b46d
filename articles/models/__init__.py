"""The models of articles."""

from articles.models.article import Article, CommentPolicy
from articles.models.article_queryset import Kind
from articles.models.autosave import Autosave
from articles.models.byline import Byline
from articles.models.correction import Correction, EarlierCorrection
from articles.models.editing import Editing
from articles.models.front_place import Crop, FrontPlace, Layout
from articles.models.label import Author, Topic
from articles.models.old_address import OldAddress
from articles.models.picture import Picture
from articles.models.preview_link import PreviewLink
from articles.models.related import Keyword, Related, RelatedChoice
from articles.models.search_text import SearchText
from articles.models.term import Term
from articles.models.version import Origin, Version, Why

__all__ = [
    "Article",
    "Author",
    "Autosave",
    "Byline",
    "CommentPolicy",
    "Correction",
    "Crop",
    "EarlierCorrection",
    "Editing",
    "FrontPlace",
    "Keyword",
    "Kind",
    "Layout",
    "OldAddress",
    "Origin",
    "Picture",
    "PreviewLink",
    "Related",
    "RelatedChoice",
    "SearchText",
    "Term",
    "Topic",
    "Version",
    "Why",
]
