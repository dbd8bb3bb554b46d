"""From a file that somebody sent to the pictures that readers get.

checking    refuses what cannot be shown, before a single pixel is decoded
developing  makes the one JPEG that is kept, from which everything else is made
colours     brings every kind of pixel to plain sRGB
renditions  sizes and formats for readers, and the card for social networks
storing     puts files into the storage and takes them away, after commit only
"""

from articles.pictures.normalising import normalise

__all__ = ["normalise"]
