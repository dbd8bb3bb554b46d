"""The admin of articles."""

from articles.admin import article, label, old_address, picture

__all__ = ["article", "label", "old_address", "picture"]
