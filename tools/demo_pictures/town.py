"""Scenes of the streets: the roofs, the tram, the market."""

from tools.demo_pictures.canvas import HEIGHT, HORIZON, WIDTH, Canvas
from tools.demo_pictures.palettes import PAPER, SHELVES, blended
from tools.demo_pictures.things import gulls, houses, lamp, person, smoke


def skyline(canvas: Canvas):
    canvas.sky()
    far = blended(canvas.inks.far, canvas.inks.low, 0.25)
    canvas.land(HORIZON - 70, 60, far, blended(far, canvas.inks.low, 0.4))
    level = HORIZON + 90
    smoke(canvas, canvas.chance.randint(500, 1300), level - 270, 26, far)
    church(canvas, canvas.chance.randint(260, 1240), level)
    houses(canvas, level, canvas.chance.randint(120, 190), (70, 130))
    canvas.water(level)
    canvas.mirrored(level, 260, 0.75)
    canvas.glitter(level)
    gulls(canvas, 7, lowest=300)


def church(canvas: Canvas, x, foot):
    ink, tall = canvas.inks.ink, canvas.chance.randint(300, 390)
    canvas.box(x + 60, foot, 240, 190, ink)
    canvas.shape([(x + 40, foot - 190), (x + 90, foot - 270), (x + 290, foot - 270),
                  (x + 316, foot - 190)], ink)  # fmt: skip
    canvas.box(x - 8, foot, 100, tall, ink)
    canvas.gable(x - 22, foot - tall, 128, 200, ink)
    canvas.line([(x + 42, foot - tall - 190), (x + 42, foot - tall - 246)], ink, 4)
    canvas.line([(x + 28, foot - tall - 228), (x + 56, foot - tall - 228)], ink, 4)
    clock(canvas, x + 42, foot - tall + 54, 30)
    for step in range(1, 7):
        grain = blended(ink, canvas.inks.low, 0.3)
        canvas.cut(x + 42, foot - tall - 26 * step, 50 - step * 7, 2, grain)


def clock(canvas: Canvas, x, y, radius):
    canvas.disc(x, y, radius, canvas.inks.light)
    canvas.arc(x, y, radius * 0.86, (0, 360), canvas.inks.ink, 2)
    canvas.line([(x, y), (x, y - radius * 0.66)], canvas.inks.ink, 3)
    canvas.line([(x, y), (x + radius * 0.45, y + radius * 0.2)], canvas.inks.ink, 4)


def street(canvas: Canvas, level, colour):
    """Draw cobbles below `level`, wider in the foreground."""
    canvas.box(0, HEIGHT, WIDTH, HEIGHT - level, colour)
    for row in range(13):
        y = level + 10 + row * row * 1.5 + row * 3
        for x in range(canvas.chance.randint(-40, 0), WIDTH, 58 + row * 7):
            shade = blended(colour, canvas.inks.low, canvas.chance.uniform(0.04, 0.22))
            canvas.cut(x, y, 18 + row * 3, 1.6 + row * 0.2, shade)


def tram(canvas: Canvas):
    canvas.sky()
    houses(canvas, 600, 210, (90, 140))
    houses(canvas, 690, canvas.chance.randint(240, 330), (150, 230))
    street(canvas, 680, blended(canvas.inks.ink, canvas.inks.near, 0.3))
    for x in (canvas.chance.randint(60, 200), canvas.chance.randint(1380, 1520)):
        lamp(canvas, x, 720, 300)
    canvas.line([(0, 344), (WIDTH, 344)], canvas.inks.ink, 3)
    for y in (806, 826):
        canvas.line([(0, y), (WIDTH, y)], blended(canvas.inks.far, canvas.inks.light, 0.4), 4)
    car(canvas, canvas.chance.randint(300, 620), 806)
    for _ in range(canvas.chance.randint(2, 4)):
        at = canvas.chance.choice((60, 1330)) + canvas.chance.randint(0, 200)
        person(canvas, at, 780, canvas.chance.randint(100, 125), canvas.inks.ink)


def car(canvas: Canvas, x, rail):
    ink, inks = canvas.inks.ink, canvas.inks
    canvas.line([(x + 300, rail - 322), (x + 240, rail - 390), (x + 320, 344)], ink, 5)
    canvas.line([(x + 270, 344), (x + 372, 344)], ink, 7)
    canvas.cut(x + 330, rail + 14, 400, 9, blended(ink, inks.near, 0.1))
    for wheel in (110, 200, 460, 550):
        canvas.disc(x + wheel, rail - 24, 28, ink)
        canvas.disc(x + wheel, rail - 24, 11, inks.far)
    canvas.box(x + 50, rail - 24, 560, 40, ink)
    canvas.shape([(x, rail - 286), (x + 660, rail - 286), (x + 672, rail - 60),
                  (x + 640, rail - 44), (x + 20, rail - 44), (x - 12, rail - 60)],
                 inks.accent)  # fmt: skip
    canvas.shape([(x - 14, rail - 282), (x + 40, rail - 318), (x + 620, rail - 318),
                  (x + 674, rail - 282)], ink)  # fmt: skip
    canvas.box(x - 6, rail - 146, 672, 12, PAPER)
    glazing(canvas, x, rail)
    canvas.disc(x + 650, rail - 98, 15, inks.light)
    for row in range(4):
        canvas.cut(x + 330, rail - 66 - row * 17, 270, 1.6, blended(inks.accent, ink, 0.35))


def glazing(canvas: Canvas, x, rail):
    for window in range(7):
        left = x + 22 + window * 90
        canvas.box(left, rail - 166, 74, 96, canvas.inks.light)
        if canvas.chance.random() < 0.55:
            shade = blended(canvas.inks.accent, canvas.inks.ink, 0.7)
            canvas.disc(left + 36, rail - 206, 15, shade)
            canvas.shape([(left + 12, rail - 166), (left + 24, rail - 190), (left + 50, rail - 190),
                          (left + 62, rail - 166)], shade)  # fmt: skip


def market(canvas: Canvas):
    canvas.sky()
    houses(canvas, 620, canvas.chance.randint(200, 290), (110, 190))
    street(canvas, 610, blended(canvas.inks.far, canvas.inks.near, 0.45))
    bunting(canvas)
    for _ in range(7):
        foot = canvas.chance.randint(670, 720)
        x = canvas.chance.randint(40, 1560)
        person(canvas, x, foot, canvas.chance.randint(100, 140), canvas.inks.ink)
    left = canvas.chance.randint(-160, -60)
    for number in range(5):
        stall(canvas, left + number * 384, 858 - (number % 2) * 22, number)
    for _ in range(3):
        x = canvas.chance.randint(60, 1540)
        person(canvas, x, 896, canvas.chance.randint(190, 230), canvas.inks.ink)


def bunting(canvas: Canvas):
    for start, sag in ((-40, 130), (760, 110)):
        line = [
            (start + step * 40, 250 + sag * (1 - ((step - 11) / 11) ** 2)) for step in range(23)
        ]
        canvas.line(line, canvas.inks.ink, 2)
        for number, (x, y) in enumerate(line):
            colour = (canvas.inks.accent, PAPER, canvas.inks.light)[number % 3]
            canvas.shape([(x - 11, y), (x + 11, y), (x, y + 30)], colour)


def stall(canvas: Canvas, x, foot, number):
    ink = canvas.inks.ink
    loud = (canvas.inks.accent, canvas.inks.near, ink)[number % 3]
    for post in (16, 300):
        canvas.box(x + post, foot, 9, 290, ink)
    canvas.box(x, foot, 326, 120, blended(ink, canvas.inks.near, 0.25))
    for board in range(4):
        canvas.cut(x + 163, foot - 22 - board * 26, 150, 1.6, canvas.inks.near)
    for crate in range(4):
        fruit = canvas.chance.choice(SHELVES)
        for place in range(12):
            at = x + 18 + crate * 79 + (place % 6) * 11, foot - 128 - (place // 6) * 9
            canvas.disc(*at, 9, blended(fruit, PAPER, canvas.chance.uniform(0, 0.3)))
        canvas.box(x + 8 + crate * 79, foot - 104, 72, 20, canvas.inks.far)
    awning(canvas, x, foot - 250, loud)


def awning(canvas: Canvas, x, low, loud):
    for stripe in range(9):
        colour, left = PAPER if stripe % 2 else loud, x - 20 + stripe * 40.6
        inner = x + 16 + stripe * 32.6
        canvas.shape([(inner, low - 80), (inner + 33, low - 80), (left + 41, low),
                      (left, low)], colour)  # fmt: skip
        canvas.disc(left + 20.3, low, 20.3, colour)
