"""The canvas of a linocut: flat shapes, and the cuts in sky, water and land.

Everything is drawn at twice the size and reduced at the end, which smooths the edges.
"""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageOps

from tools.demo_pictures.palettes import ALL, RGB, Palette, blended

WIDTH, HEIGHT = 1600, 900
FINE = 2
HORIZON = 540

Points = Sequence[tuple[float, float]]


class Canvas:
    """A picture with its palette and random numbers; sizes are in final pixels."""

    def __init__(self, chance: random.Random, palettes: Sequence[Palette] = ALL):
        self.chance = chance
        self.inks = chance.choice(palettes)
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE))
        self.pen = ImageDraw.Draw(self.image)
        self.sun = (chance.randint(220, 1380), chance.randint(170, 430), chance.randint(48, 105))

    def finished(self) -> Image.Image:
        """Return the picture at its final size, mirrored for every other seed."""
        small = self.image.reduce(FINE)
        return ImageOps.mirror(small) if self.chance.random() < 0.5 else small

    def shape(self, points: Points, colour: RGB) -> None:
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], colour)

    def box(self, x, foot, width, height, colour) -> None:
        """Draw a rectangle standing on `foot`."""
        self.shape([(x, foot - height), (x + width, foot - height), (x + width, foot), (x, foot)],
                   colour)  # fmt: skip

    def gable(self, x, foot, width, height, colour) -> None:
        self.shape([(x, foot), (x + width / 2, foot - height), (x + width, foot)], colour)

    def disc(self, x, y, radius, colour) -> None:
        corners = (x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse([corner * FINE for corner in corners], colour)

    def line(self, points: Points, colour: RGB, thick=3.0) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.pen.line(scaled, colour, round(thick * FINE), joint="curve")

    def arc(self, x, y, radius, angles, colour, thick=3.0) -> None:
        corners = [c * FINE for c in (x - radius, y - radius, x + radius, y + radius)]
        start, end = angles
        self.pen.arc(corners, start, end, colour, round(thick * FINE))

    def pieslice(self, x, y, radius, colour) -> None:
        """Draw the lower half of a disc."""
        corners = (x - radius, y - radius, x + radius, y + radius)
        self.pen.pieslice([corner * FINE for corner in corners], 0, 180, colour)

    def cut(self, x, y, reach, thick, colour) -> None:
        """Draw a stroke that is thin at both ends."""
        self.shape([(x - reach, y), (x, y - thick), (x + reach, y), (x, y + thick)], colour)

    def gradient(self, upper, lower, first: RGB, last: RGB) -> None:
        """Draw a band over the whole width, from one colour to another."""
        rows = round((lower - upper) * FINE)
        strip = Image.new("RGB", (1, rows))
        strip.putdata([blended(first, last, row / rows) for row in range(rows)])
        wide = strip.resize((WIDTH * FINE, rows), Image.Resampling.NEAREST)
        self.image.paste(wide, (0, round(upper * FINE)))

    def sky_colour(self, y) -> RGB:
        return blended(self.inks.top, self.inks.low, min(1, max(0, y / HORIZON)))

    def sky(self) -> None:
        self.gradient(0, HORIZON, self.inks.top, self.inks.low)
        self.gradient(HORIZON, HEIGHT, self.inks.low, self.inks.low)
        x, y, radius = self.sun
        for step in range(1, 26):
            self.ring(x, y, radius + 14 + step * 34, strength=0.34 / (1 + step * 0.12))
        for share, size in ((0.3, 1.45), (0.55, 1.2), (1, 1)):
            self.disc(x, y, radius * size, blended(self.sky_colour(y), self.inks.sun, share))

    def ring(self, x, y, radius, strength) -> None:
        """Draw a circle of short cuts, each a little lighter than the sky behind it."""
        angle = self.chance.uniform(0, 20)
        while angle < 380:
            length = self.chance.uniform(500, 2600) / radius
            self.groove(x, y, radius, (angle, angle + length), strength)
            angle += length + self.chance.uniform(300, 1500) / radius

    def groove(self, x, y, radius, angles, strength) -> None:
        """Draw the visible part of an arc as lines, for a large arc is slow to draw."""
        start, end = map(math.radians, angles)
        turns = [start + (end - start) * step / 4 for step in range(5)]
        points = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
        over, down = points[2]
        if -100 < over < WIDTH + 100 and -100 < down < HORIZON + 100:
            colour = blended(self.sky_colour(down), self.inks.sun, strength)
            self.line(points, colour, self.chance.uniform(2, 4.5))

    def ridge(self, base, swing, rough=3) -> Points:
        """Return the points of a line of hills from edge to edge."""
        waves = [
            (self.chance.uniform(0.5, 1.3) * step, self.chance.uniform(0, math.tau), 1 / step)
            for step in range(1, rough + 1)
        ]
        return [
            (x, base - swing * sum(s * math.sin(x / 270 * speed + at) for speed, at, s in waves))
            for x in range(-20, WIDTH + 40, 20)
        ]

    def land(self, base, swing, colour: RGB, grain: RGB, rough=3) -> Points:
        line = self.ridge(base, swing, rough)
        self.shape([*line, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], colour)
        for row in range(1, 9):
            for x, y in self.chance.sample(line, 16):
                down = y + row * 13 + self.chance.uniform(-4, 4)
                self.cut(x, down, self.chance.uniform(14, 60), 1.7, grain)
        return line

    def water(self, level=HORIZON) -> None:
        """Draw water from `level` down, with swell and the sun's reflection."""
        inks = self.inks
        upper, lower = blended(inks.low, inks.far, 0.45), blended(inks.near, inks.ink, 0.25)
        self.gradient(level, HEIGHT, upper, lower)
        for _ in range(230):
            depth = self.chance.random() ** 0.8
            y = level + 6 + depth * (HEIGHT - level)
            colour = blended(blended(upper, lower, depth), self.chance.choice(inks[3:5]), 0.5)
            self.cut(self.chance.uniform(0, WIDTH), y, 12 + 70 * depth, 1 + 2.6 * depth, colour)
        self.glitter(level)

    def glitter(self, level) -> None:
        x, _y, radius = self.sun
        for y in range(level + 6, HEIGHT, 11):
            reach = radius * 0.5 + (y - level) * 0.42
            fading = blended(self.inks.light, self.inks.near, (y - level) / 520)
            for _ in range(2):
                at = x + self.chance.uniform(-reach, reach)
                self.cut(at, y, self.chance.uniform(0.15, 0.6) * reach, 2.6, fading)

    def mirrored(self, level, depth, share=0.5) -> None:
        """Mirror the picture above `level` in the water below."""
        above = (0, round((level - depth) * FINE), WIDTH * FINE, round(level * FINE))
        below = (0, round(level * FINE), WIDTH * FINE, round((level + depth) * FINE))
        turned = ImageOps.flip(self.image.crop(above))
        fade = Image.linear_gradient("L").resize(turned.size)
        mask = ImageOps.invert(fade).point(lambda value: round(value * share))
        self.image.paste(turned, below[:2], mask)
        for _ in range(130):
            y = self.chance.uniform(level + 4, level + depth)
            colour = blended(self.inks.low, self.inks.near, 0.25 + (y - level) / 500)
            self.cut(self.chance.uniform(0, WIDTH), y, self.chance.uniform(20, 90), 1.8, colour)
