"""Scenes about one building, outside or in: the court, the library, the school."""

from tools.demo_pictures.canvas import HEIGHT, HORIZON, WIDTH, Canvas
from tools.demo_pictures.palettes import PAPER, SHELVES, blended
from tools.demo_pictures.things import gulls, person, tree, windows
from tools.demo_pictures.town import clock, street


def court(canvas: Canvas):
    canvas.sky()
    far = blended(canvas.inks.far, canvas.inks.low, 0.2)
    canvas.land(HORIZON + 60, 40, far, blended(far, canvas.inks.low, 0.4))
    street(canvas, 760, blended(canvas.inks.far, canvas.inks.near, 0.55))
    x, columns = canvas.chance.randint(180, 460), canvas.chance.choice((5, 6, 7))
    for at in (x - 90, x + columns * 140 + 120):
        tree(canvas, at, 770, canvas.chance.randint(260, 330), canvas.inks.near)
    temple(canvas, x, columns)
    for _ in range(canvas.chance.randint(2, 4)):
        at = canvas.chance.randint(x, x + columns * 140)
        person(canvas, at, canvas.chance.randint(812, 850), 130, canvas.inks.ink)
    gulls(canvas, 4, lowest=200)


def temple(canvas: Canvas, x, columns):
    stone, wide = blended(PAPER, canvas.inks.low, 0.18), columns * 140
    shade = blended(canvas.inks.near, canvas.inks.ink, 0.45)
    canvas.box(x, 740, wide, 380, shade)
    canvas.box(x + wide / 2 - 46, 740, 92, 230, canvas.inks.light)
    canvas.box(x + wide / 2 - 3, 740, 6, 230, shade)
    for number in range(columns + 1):
        if number * 2 != columns:
            column(canvas, x + number * 140 - 32, stone)
    canvas.box(x - 62, 372, wide + 124, 44, stone)
    canvas.box(x - 62, 378, wide + 124, 7, shade)
    canvas.gable(x - 84, 330, wide + 168, 168, stone)
    canvas.gable(x + 20, 316, wide - 40, 120, shade)
    scales(canvas, x + wide / 2, 226, stone)
    for step in range(5):
        tone = blended(stone, shade, step * 0.13)
        canvas.box(x - 70 - step * 30, 762 + step * 22, wide + 140 + step * 60, 22, tone)


def column(canvas: Canvas, x, stone):
    dark = blended(stone, canvas.inks.near, 0.45)
    canvas.box(x, 740, 64, 370, stone)
    for flute in range(3):
        canvas.box(x + 34 + flute * 10, 720, 5, 334, dark)
    canvas.box(x - 10, 740, 84, 20, stone)
    canvas.box(x - 12, 386, 88, 16, stone)


def scales(canvas: Canvas, x, y, colour):
    canvas.line([(x, y), (x, y + 76)], colour, 6)
    canvas.line([(x - 62, y + 12), (x + 62, y + 4)], colour, 6)
    for side, low in ((-62, 12), (62, 4)):
        at, pan = x + side, y + low + 46
        canvas.line([(at - 22, pan), (at, y + low), (at + 22, pan)], colour, 2)
        canvas.pieslice(at, pan, 24, colour)


def school(canvas: Canvas):
    canvas.sky()
    back = blended(canvas.inks.far, canvas.inks.near, 0.3)
    canvas.land(HORIZON + 40, 36, back, canvas.inks.far, rough=2)
    yard = blended(canvas.inks.near, canvas.inks.ink, 0.3)
    canvas.land(730, 8, yard, blended(yard, canvas.inks.low, 0.2), rough=2)
    x, wide = canvas.chance.randint(260, 480), canvas.chance.randint(760, 900)
    tree(canvas, x - 110, 760, canvas.chance.randint(300, 380), canvas.inks.near)
    schoolhouse(canvas, x, wide)
    tree(canvas, x + wide + 130, 780, canvas.chance.randint(220, 300), canvas.inks.ink)
    children(canvas)


def schoolhouse(canvas: Canvas, x, wide):
    ink, wall = canvas.inks.ink, blended(canvas.inks.accent, canvas.inks.ink, 0.25)
    canvas.box(x, 750, wide, 280, wall)
    for row in range(12):
        for at in range(round(x) + 30 + row % 2 * 24, round(x + wide) - 20, 62):
            canvas.cut(at, 736 - row * 23, 17, 1.2, blended(wall, ink, 0.4))
    windows(canvas, x + 16, 745, (wide - 32, 262), (9, 2), 0.75)
    canvas.shape([(x - 44, 476), (x + 130, 320), (x + wide - 130, 320), (x + wide + 44, 476)], ink)
    for row in range(1, 8):
        reach = wide / 2 - 130 + row * 20
        canvas.cut(x + wide / 2, 320 + row * 19, reach, 2, blended(ink, canvas.inks.low, 0.25))
    turret_and_porch(canvas, x + wide / 2, wall)


def turret_and_porch(canvas: Canvas, middle, wall):
    ink = canvas.inks.ink
    canvas.box(middle - 46, 322, 92, 100, wall)
    canvas.gable(middle - 64, 226, 128, 100, ink)
    clock(canvas, middle, 274, 28)
    canvas.line([(middle, 130), (middle, 60)], ink, 4)
    canvas.shape([(middle, 62), (middle + 66, 76), (middle, 96)], canvas.inks.light)
    canvas.box(middle - 54, 750, 108, 116, ink)
    canvas.gable(middle - 76, 636, 152, 60, PAPER)
    canvas.box(middle - 30, 750, 60, 96, canvas.inks.light)


def children(canvas: Canvas):
    x = canvas.chance.randint(150, 330)
    for _ in range(canvas.chance.randint(9, 13)):
        tall, foot = canvas.chance.randint(84, 128), canvas.chance.randint(824, 866)
        coat = canvas.chance.choice([*SHELVES, canvas.inks.light, PAPER])
        person(canvas, x, foot, tall, coat)
        canvas.box(x - tall * 0.24, foot - tall * 0.44, tall * 0.17, tall * 0.26, canvas.inks.ink)
        x += canvas.chance.randint(66, 130)


def library(canvas: Canvas):
    wall = blended(canvas.inks.near, canvas.inks.ink, 0.55)
    canvas.box(0, HEIGHT, WIDTH, HEIGHT, wall)
    window = canvas.chance.randint(0, 3)
    for bay in range(4):
        alcove(canvas, 36 + bay * 392, wall, is_window=bay == window)
    ladder(canvas, 80 + (window + canvas.chance.randint(1, 3)) % 4 * 392)
    canvas.box(0, HEIGHT, WIDTH, 96, blended(canvas.inks.ink, canvas.inks.accent, 0.2))
    for _ in range(60):
        y = canvas.chance.uniform(812, 895)
        canvas.cut(canvas.chance.uniform(0, WIDTH), y, canvas.chance.uniform(40, 120), 1.6, wall)
    table(canvas, canvas.chance.randint(280, 820))


def alcove(canvas: Canvas, x, wall, is_window):
    """Draw an arch, with bookshelves or with a window."""
    inside = blended(canvas.inks.top, canvas.inks.low, 0.75 if is_window else 0.3)
    canvas.disc(x + 170, 226, 182, blended(wall, canvas.inks.light, 0.35))
    canvas.disc(x + 170, 226, 166, inside)
    canvas.box(x + 4, 820, 332, 594, inside)
    if is_window:
        canvas.disc(x + 210, 210, 58, canvas.inks.sun)
        canvas.shape([(x + 4, 620), (x + 120, 540), (x + 240, 600), (x + 336, 520), (x + 336, 820),
                      (x + 4, 820)], canvas.inks.far)  # fmt: skip
        for bar in (x + 110, x + 222):
            canvas.box(bar, 820, 8, 750, wall)
        for bar in (260, 450, 640):
            canvas.box(x + 4, bar, 332, 8, wall)
    else:
        for shelf in range(5):
            books(canvas, x + 12, 338 + shelf * 116)


def books(canvas: Canvas, x, foot):
    canvas.box(x - 8, foot + 12, 332, 12, canvas.inks.ink)
    place, end = x, x + 300
    while place < end:
        width, height = canvas.chance.randint(12, 28), canvas.chance.randint(58, 92)
        if canvas.chance.random() > 0.07:
            spine = blended(canvas.chance.choice(SHELVES), canvas.inks.ink, 0.12)
            canvas.box(place, foot, width, height, spine)
            canvas.box(place + 3, foot - height * 0.7, width - 6, 4, blended(spine, PAPER, 0.6))
        place += width + 3


def ladder(canvas: Canvas, x):
    for side in (0, 66):
        canvas.line([(x + side, 830), (x + 70 + side * 0.9, 180)], canvas.inks.light, 9)
    for rung in range(1, 11):
        share = rung / 11
        left = x + 70 * share
        canvas.line([(left, 830 - 650 * share), (left + 66 - 7 * share, 830 - 650 * share)],
                    canvas.inks.light, 6)  # fmt: skip


def table(canvas: Canvas, x):
    ink = canvas.inks.ink
    glow = blended(canvas.inks.near, canvas.inks.light, 0.7)
    canvas.shape([(x + 210, 610), (x + 290, 610), (x + 420, 770), (x + 80, 770)], glow)
    for at in (x + 90, x + 410):
        canvas.disc(at, 640, 34, ink)
        canvas.shape([(at - 62, 790), (at - 40, 684), (at + 40, 684), (at + 62, 790)], ink)
        canvas.shape([(at - 44, 752), (at, 766), (at + 44, 752), (at + 44, 772), (at, 786),
                      (at - 44, 772)], PAPER)  # fmt: skip
    canvas.line([(x + 250, 770), (x + 250, 600)], canvas.inks.light, 6)
    canvas.shape([(x + 216, 580), (x + 284, 580), (x + 306, 620), (x + 194, 620)],
                 canvas.inks.accent)  # fmt: skip
    canvas.box(x - 40, 794, 580, 24, ink)
    for leg in (0, 470):
        canvas.box(x + leg, 896, 26, 110, ink)
