"""The admin of articles."""

from articles.admin import article, front, label, menu, old_address, picture

__all__ = ["article", "front", "label", "menu", "old_address", "picture"]
