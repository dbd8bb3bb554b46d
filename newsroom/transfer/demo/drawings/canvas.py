"""The sky, the sun and the far shore, and the pens that a scene is drawn with."""

import math

from PIL import Image, ImageDraw

SIZE = (1600, 900)
HORIZON = 560

# Each: the sky from the top down to the horizon, the sun, the far shore, the front, the light.
PALETTES = [
    ("#22405c", "#f0b27a", "#fff1d6", "#40566b", "#14202b", "#ffd9a0"),
    ("#31525b", "#b3dee2", "#ffffff", "#5b7f86", "#1d3237", "#eaf7f8"),
    ("#5a2a3c", "#f2a08c", "#fde3c8", "#7a4557", "#2a1420", "#ffcaa6"),
    ("#2b3a55", "#ced7e0", "#f6f3ea", "#65748a", "#1b2433", "#f7e7b4"),
    ("#0f1e2e", "#3f6b7c", "#f4f1de", "#1f3b4d", "#081119", "#ffcf70"),
    ("#3d5a40", "#e9d8a6", "#fff8e1", "#6b8f71", "#1f2d20", "#fff0b8"),
]


def blended(first, second, share):
    """The colour between two (r, g, b), `share` of the way from the first."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def rgb(code):
    return tuple(int(code[place : place + 2], 16) for place in (1, 3, 5))


class Canvas:
    """A picture in the making, with its palette and its dice."""

    def __init__(self, chance):
        self.chance = chance
        self.image = Image.new("RGB", SIZE)
        self.pen = ImageDraw.Draw(self.image)
        self.top, self.low, self.sun_colour, self.far, self.front, self.light = map(
            rgb, chance.choice(PALETTES)
        )
        self.sun_at = chance.randint(250, 1350)

    def sky(self):
        for y in range(SIZE[1]):
            share = min(1, y / HORIZON) ** 1.4
            self.pen.line((0, y, SIZE[0], y), blended(self.top, self.low, share))

    def sun(self):
        radius = self.chance.randint(50, 110)
        height = self.chance.randint(HORIZON - 300, HORIZON - 60)
        for ring in (2.2, 1.6, 1):
            colour = blended(self.low, self.sun_colour, 1 / ring**2)
            self.disc(self.sun_at, height, radius * ring, colour)

    def disc(self, x, y, radius, colour):
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)

    def box(self, x, y, width, height, colour=None):
        """A rectangle that stands on `y` and is `height` high."""
        self.pen.rectangle((x, y - height, x + width, y), colour or self.front)

    def roof(self, x, y, width, height, colour=None):
        self.pen.polygon(
            [(x, y), (x + width / 2, y - height), (x + width, y)], colour or self.front
        )

    def shore(self, base, swing, colour, rough=3):
        """A line of hills from edge to edge, filled down to the bottom."""
        waves = [
            (self.chance.uniform(0.5, 1.4) * step, self.chance.uniform(0, 6.28), 1 / step)
            for step in range(1, rough + 1)
        ]
        points = [
            (
                x,
                base
                - swing * sum(size * math.sin(x / 260 * speed + at) for speed, at, size in waves),
            )
            for x in range(0, SIZE[0] + 20, 20)
        ]
        self.pen.polygon([*points, (SIZE[0], SIZE[1]), (0, SIZE[1])], colour)

    def water(self, level=HORIZON):
        """Water below `level`, with the sun's path on it."""
        for y in range(level, SIZE[1]):
            share = (y - level) / (SIZE[1] - level)
            colour = blended(blended(self.low, self.far, 0.35), self.front, share)
            self.pen.line((0, y, SIZE[0], y), colour)
        for y in range(level + 8, SIZE[1], 14):
            reach = 40 + (y - level) * 0.5
            x = self.sun_at + self.chance.uniform(-reach, reach)
            width = self.chance.uniform(0.3, 1) * reach
            glitter = blended(self.light, self.far, (y - level) / 420)
            self.pen.line((x - width, y, x + width, y), glitter, 4)

    def windows(self, x, y, width, height, rows, columns):
        """Lit windows in a front of that size that stands on `y`."""
        for row in range(rows):
            for column in range(columns):
                if self.chance.random() < 0.6:
                    left = x + width * (column + 0.3) / columns
                    low = y - height * (row + 0.25) / rows
                    self.box(left, low, width * 0.4 / columns, height * 0.5 / rows, self.light)

    def houses(self, level, count=14, tall=150):
        x = -20
        while x < SIZE[0]:
            width = self.chance.randint(70, 2 * SIZE[0] // count)
            height = self.chance.randint(tall // 2, tall)
            colour = blended(self.front, self.far, self.chance.uniform(0, 0.35))
            self.box(x, level, width, height, colour)
            self.roof(x - 8, level - height, width + 16, height * 0.5, colour)
            self.windows(x, level, width, height, 2, 3)
            x += width + self.chance.randint(-5, 12)
