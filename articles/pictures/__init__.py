"""Pictures: what is taken in (uploads), and what is made of it (renditions)."""
