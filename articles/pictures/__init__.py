"""Uploaded pictures and their renditions.

checking    rejects unusable files before a pixel is decoded
normalising makes the one JPEG that is kept, from which everything else is made
decoding    decodes it, a large one in a process of its own
colours     converts all colour modes to sRGB
markup      addresses, formats and widths, as pages and texts show them
renditions  sizes and formats for readers, and the card for social networks
cards       draws headline, picture and the paper's name, for social networks
storing     puts files into the storage and deletes them, after the commit
"""

from articles.pictures.normalising import normalise

__all__ = ["normalise"]
