"""The storm scene: banks of cloud, rows of waves, rain, and a small boat."""

import math

from tools.demo_pictures.canvas import HEIGHT, WIDTH, Canvas
from tools.demo_pictures.palettes import PAPER, blended


def storm(canvas: Canvas):
    canvas.sky()
    clouds(canvas)
    if canvas.chance.random() < 0.6:
        lightning(canvas)
    boat_on = canvas.chance.randint(1, 2)
    for row in range(5):
        shade = blended(canvas.inks.far, canvas.inks.ink, 0.1 + row * 0.2)
        swell(canvas, 500 + row * 88, 46 + row * 14, shade)
        if row == boat_on:
            tossed(canvas, canvas.chance.randint(380, 1200), 580 + row * 88)
    for _ in range(300):
        x, y = canvas.chance.randint(-50, 1640), canvas.chance.randint(0, 860)
        long = canvas.chance.uniform(24, 60)
        rain = blended(canvas.inks.near, canvas.inks.sun, 0.55)
        canvas.line([(x, y), (x + long * 0.4, y + long)], rain, 1.5)


def clouds(canvas: Canvas):
    for bank in range(4, -1, -1):
        shade = blended(canvas.inks.ink, canvas.inks.far, bank * 0.2)
        low = 60 + bank * 62
        canvas.box(0, low, WIDTH, low, shade)
        for x in range(-40, WIDTH + 80, 96):
            canvas.disc(
                x + canvas.chance.uniform(-40, 40), low, canvas.chance.randint(44, 92), shade
            )
        grain = blended(shade, canvas.inks.low, 0.28)
        for _ in range(34):
            y = low + canvas.chance.uniform(-40, 50)
            canvas.cut(canvas.chance.uniform(0, WIDTH), y, canvas.chance.uniform(24, 90), 2, grain)


def lightning(canvas: Canvas):
    x, y = (canvas.sun[0] + canvas.chance.randint(500, 1100)) % WIDTH, 250
    bolt = [(x, y)]
    while y < 560:
        x, y = x + canvas.chance.randint(-44, 44), y + canvas.chance.randint(30, 70)
        bolt.append((x, y))
    canvas.line(bolt, canvas.inks.light, 6)


def swell(canvas: Canvas, level, tall, shade):
    at, long = canvas.chance.uniform(0, 400), canvas.chance.randint(150, 230)
    line = [
        (x, level + tall * abs(math.sin((x + at) / long)) ** 0.8)
        for x in range(-10, WIDTH + 20, 10)
    ]
    canvas.shape([*line, (WIDTH + 10, HEIGHT), (-10, HEIGHT)], shade)
    canvas.line(line, blended(shade, PAPER, 0.75), 4)
    for x, y in canvas.chance.sample(line, 80):
        down = canvas.chance.uniform(10, 70)
        foam = blended(shade, PAPER, max(0.08, 0.6 - down / 90))
        canvas.cut(x, y + down, canvas.chance.uniform(10, 44), 2.6, foam)


def tossed(canvas: Canvas, x, y):
    """Draw a small boat with a reefed sail, leaning."""
    canvas.shape([(x - 80, y - 58), (x + 82, y - 22), (x + 50, y + 22), (x - 58, y - 4)],
                 canvas.inks.ink)  # fmt: skip
    canvas.line([(x, y - 40), (x + 46, y - 220)], canvas.inks.ink, 6)
    canvas.shape([(x + 42, y - 200), (x + 8, y - 60), (x - 92, y - 90)], canvas.inks.accent)
    canvas.shape([(x + 50, y - 190), (x + 20, y - 46), (x + 92, y - 40)], PAPER)
