"""The admin of articles."""

from articles.admin import article, front, hiding_steps, label, menu, old_address, picture

__all__ = ["article", "front", "hiding_steps", "label", "menu", "old_address", "picture"]
