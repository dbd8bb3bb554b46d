"""Scenes with the sound in them: the harbour, the ferry, the lighthouse."""

import math

from tools.demo_pictures.canvas import HEIGHT, HORIZON, WIDTH, Canvas
from tools.demo_pictures.palettes import PAPER, blended
from tools.demo_pictures.things import gulls, house, smoke, windows


def sea(canvas: Canvas, level=HORIZON):
    canvas.sky()
    far = blended(canvas.inks.far, canvas.inks.low, 0.2)
    canvas.land(level - 34, 34, far, blended(far, canvas.inks.low, 0.4))
    canvas.land(level - 6, 15, blended(canvas.inks.far, canvas.inks.near, 0.5), canvas.inks.far)
    canvas.water(level)


def harbour(canvas: Canvas):
    sea(canvas)
    for x in canvas.chance.sample(range(120, 1500, 230), 3):
        cutter(canvas, x, HORIZON + canvas.chance.randint(90, 190), canvas.chance.uniform(0.8, 1.2))
    quay(canvas)
    first = canvas.chance.randint(150, 420)
    for number in range(canvas.chance.choice((1, 2, 2, 3))):
        tall = canvas.chance.randint(430, 600) - number * 70
        crane(canvas, first + number * canvas.chance.randint(350, 440), HEIGHT - 96, tall)
    gulls(canvas, 7)


def quay(canvas: Canvas):
    ink, inks = blended(canvas.inks.ink, canvas.inks.near, 0.12), canvas.inks
    canvas.box(0, HEIGHT, WIDTH, 104, ink)
    canvas.box(0, HEIGHT - 96, WIDTH, 10, blended(inks.near, inks.light, 0.3))
    for _ in range(90):
        y = HEIGHT - canvas.chance.choice((74, 50, 26, 6))
        canvas.cut(canvas.chance.uniform(0, WIDTH), y, canvas.chance.uniform(16, 54), 2, inks.near)
    for x in range(canvas.chance.randint(40, 160), WIDTH, 260):
        canvas.box(x, HEIGHT - 96, 22, 30, inks.ink)
        canvas.box(x - 7, HEIGHT - 122, 36, 12, inks.ink)


def lattice(canvas: Canvas, start, end, wide, colour):
    """Draw a beam of two rods with a zigzag between them."""
    (x1, y1), (x2, y2) = start, end
    long = math.hypot(x2 - x1, y2 - y1)
    across = (-(y2 - y1) / long * wide / 2, (x2 - x1) / long * wide / 2)
    steps = max(3, round(long / 34))
    zigzag = []
    for step in range(steps + 1):
        side = 1 if step % 2 else -1
        at = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
        zigzag.append((at[0] + side * across[0], at[1] + side * across[1]))
    canvas.line(zigzag, colour, 4)
    for side in (-1, 1):
        dx, dy = side * across[0], side * across[1]
        canvas.line([(x1 + dx, y1 + dy), (x2 + dx, y2 + dy)], colour, 6)


def crane(canvas: Canvas, x, foot, tall):
    ink, way = canvas.inks.ink, canvas.chance.choice((-1, 1))
    top, reach = foot - tall, way * canvas.chance.randint(240, 330)
    lift = canvas.chance.randint(20, 130)
    for side in (-1, 1):
        canvas.line([(x + side * 64, foot), (x + side * 34, foot - 130)], ink, 13)
    canvas.box(x - 66, foot - 118, 132, 16, ink)
    lattice(canvas, (x, foot - 120), (x, top), 46, ink)
    lattice(canvas, (x, top), (x + reach, top - lift), 26, ink)
    canvas.line([(x, top - 90), (x + reach * 0.85, top - lift)], ink, 3)
    canvas.line([(x, top - 90), (x - reach * 0.4, top + 14), (x, top + 10)], ink, 6)
    canvas.box(x - reach * 0.4 - 30, top + 60, 60, 54, ink)
    canvas.gable(x - 26, top, 52, 96, ink)
    canvas.box(x - 36, top + 70, 72, 66, canvas.inks.accent)
    canvas.box(x - 24, top + 48, 48, 28, canvas.inks.light)
    canvas.line([(x + reach * 0.94, top - lift), (x + reach * 0.94, top + 190)], ink, 3)
    canvas.arc(x + reach * 0.94, top + 202, 12, (-90, 160), ink, 5)


def cutter(canvas: Canvas, x, y, size):
    ink, inks = canvas.inks.ink, canvas.inks
    hull = [(-110, -34), (118, -46), (92, 0), (-92, 0)]
    canvas.cut(x, y + 5 * size, 130 * size, 7 * size, blended(inks.near, ink, 0.5))
    canvas.shape([(x + a * size, y + b * size) for a, b in hull], ink)
    canvas.line([(x - 104 * size, y - 24 * size), (x + 108 * size, y - 34 * size)], inks.accent, 7)
    canvas.box(x - 66 * size, y - 34 * size, 58 * size, 50 * size, PAPER)
    canvas.box(x - 56 * size, y - 56 * size, 38 * size, 18 * size, inks.near)
    for mast, tall in ((30, 190), (-78, 130)):
        top = (x + mast * size, y - tall * size)
        canvas.line([(top[0], y - 34 * size), top], ink, 5)
        for end in (-106, 112):
            canvas.line([top, (x + end * size, y - 38 * size)], ink, 1.5)


def ferry(canvas: Canvas):
    sea(canvas)
    size = canvas.chance.uniform(0.95, 1.35)
    x, y = canvas.chance.randint(560, 1050), HORIZON + canvas.chance.randint(130, 210)
    grey = blended(canvas.inks.low, canvas.inks.far, 0.55)
    smoke(canvas, x + 30 * size, y - 262 * size, 44 * size, grey)
    ship(canvas, x, y, size)
    for row in range(16):
        at = x - (200 + row * 34) * size
        canvas.cut(at, y + canvas.chance.uniform(-6, 16), 60 - row * 2, 3.2, PAPER)
    gulls(canvas, 6)


def ship(canvas: Canvas, x, y, size):
    ink, inks = canvas.inks.ink, canvas.inks

    def plate(colour, *points):
        canvas.shape([(x + a * size, y + b * size) for a, b in points], colour)

    plate(ink, (-290, -76), (310, -90), (262, 12), (-258, 12))
    plate(inks.accent, (-276, -40), (286, -48), (282, -38), (-272, -28))
    decks(canvas, x, y, size)
    plate(inks.accent, (-50, -194), (26, -194), (34, -276), (-30, -276))
    plate(ink, (-33, -262), (33, -262), (34, -276), (-30, -276))
    canvas.line([(x + 190 * size, y - 140 * size), (x + 190 * size, y - 290 * size)], ink, 5)
    plate(inks.accent, (190, -288), (244, -272), (190, -256))
    canvas.cut(x, y + 14 * size, 320 * size, 9 * size, blended(inks.low, PAPER, 0.4))


def decks(canvas: Canvas, x, y, size):
    inks = canvas.inks
    for left, foot, wide, tall in ((-240, -74, 440, 66), (-190, -140, 320, 54)):
        at, low, long = x + left * size, y + foot * size, wide * size
        canvas.box(at, low, long, tall * size, PAPER)
        canvas.box(at - 8 * size, low - tall * size, long + 16 * size, 8 * size, inks.near)
        windows(canvas, at, low, (long, tall * 0.92 * size), (round(wide / 36), 1), 0.9)
    canvas.box(x + 60 * size, y - 194 * size, 96 * size, 44 * size, inks.near)
    canvas.box(x + 72 * size, y - 212 * size, 72 * size, 14 * size, inks.light)


def lighthouse(canvas: Canvas):
    sea(canvas)
    x, foot, tall = canvas.chance.randint(380, 1150), 660, canvas.chance.randint(400, 470)
    beam(canvas, x, foot - tall - 26)
    rock(canvas, x, foot)
    house(canvas, x + 76, foot + 30, (120, 70), canvas.inks.near)
    tower(canvas, x, foot, tall)
    for _ in range(60):
        at = x + canvas.chance.uniform(-560, 560), canvas.chance.uniform(800, 890)
        canvas.cut(*at, canvas.chance.uniform(30, 90), 4, PAPER)
    gulls(canvas, 8)


def beam(canvas: Canvas, x, y):
    for way, reach in ((-1, 1700), (1, 1700)):
        for spread, share in ((150, 0.2), (96, 0.36), (44, 0.55)):
            glow = blended(canvas.sky_colour(y), canvas.inks.light, share)
            end = x + way * reach
            canvas.shape([(x, y - 7), (end, y - 90 - spread), (end, y - 90 + spread), (x, y + 7)],
                         glow)  # fmt: skip


def rock(canvas: Canvas, x, foot):
    ink = canvas.inks.ink
    edge = [(-520, 250), (-330, 120), (-260, 130), (-150, 18), (40, -6), (210, 24), (330, 110),
            (420, 130), (600, 250)]  # fmt: skip
    canvas.shape([(x + a, foot + b) for a, b in edge], ink)
    for _ in range(70):
        down = canvas.chance.uniform(30, 230)
        across = canvas.chance.uniform(-0.9, 0.9) * (170 + down * 1.2)
        shade = blended(ink, canvas.inks.near, canvas.chance.uniform(0.4, 1))
        canvas.cut(x + across, foot + down, canvas.chance.uniform(14, 50), 3, shade)


def tower(canvas: Canvas, x, foot, tall):
    for band in range(7):
        low, high = band / 7, (band + 1) / 7
        colour = PAPER if band % 2 else canvas.inks.accent
        for side, tone in ((-1, colour), (0.45, blended(colour, canvas.inks.ink, 0.35))):
            corners = [(side, low), (1, low), (1, high), (side, high)]
            canvas.shape(
                [(x + a * (62 - 26 * up), foot + 10 - tall * up) for a, up in corners], tone
            )
    lantern(canvas, x, foot + 10 - tall)


def lantern(canvas: Canvas, x, top):
    canvas.box(x - 54, top, 108, 13, canvas.inks.ink)
    canvas.box(x - 30, top - 12, 60, 58, canvas.inks.light)
    for bar in (-30, -10, 10, 27):
        canvas.box(x + bar, top - 12, 4, 58, canvas.inks.ink)
    canvas.gable(x - 42, top - 68, 84, 46, canvas.inks.ink)
    canvas.disc(x, top - 116, 8, canvas.inks.ink)
