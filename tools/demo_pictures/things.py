"""Objects of several scenes: houses, people, trees, lamps, birds, smoke."""

from tools.demo_pictures.canvas import WIDTH, Canvas
from tools.demo_pictures.palettes import PAPER, blended


def windows(canvas: Canvas, x, foot, size, grid, share=0.6):
    """Draw lit and unlit windows, `grid` of (columns, rows), in a front of `size` on `foot`."""
    (width, height), (columns, rows) = size, grid
    dark = blended(canvas.inks.ink, canvas.inks.near, 0.2)
    for place in range(columns * rows):
        row, column = divmod(place, columns)
        colour = canvas.inks.light if canvas.chance.random() < share else dark
        left = x + width * (column + 0.27) / columns
        low = foot - height * (row + 0.22) / rows
        pane, tall = width * 0.46 / columns, height * 0.5 / rows
        canvas.box(left, low, pane, tall, colour)
        canvas.box(left + pane * 0.44, low, pane * 0.12, tall, dark)


def house(canvas: Canvas, x, foot, size, colour, snow=False):
    width, height = size
    peak = width * canvas.chance.uniform(0.38, 0.62)
    grain = blended(colour, canvas.inks.low, 0.22)
    if canvas.chance.random() < 0.6:
        canvas.box(x + width * 0.7, foot - height, width * 0.11, peak * 0.85, colour)
    canvas.box(x, foot, width, height, colour)
    canvas.gable(x - 9, foot - height, width + 18, peak, PAPER if snow else colour)
    if snow:
        canvas.gable(x + 4, foot - height + 4, width - 8, peak - 16, colour)
    for course in range(1, 5):
        reach = (width / 2) * (1 - course / 5) * 0.8
        canvas.cut(x + width / 2, foot - height - peak * course / 6, reach, 1.5, grain)
    columns = max(2, round(width / 46))
    windows(canvas, x, foot, (width, height * 0.92), (columns, max(1, round(height / 78))))


def houses(canvas: Canvas, foot, tall, wide=(80, 150), snow=False):
    x = canvas.chance.randint(-60, -10)
    while x < WIDTH:
        width = canvas.chance.randint(*wide)
        height = canvas.chance.uniform(0.5, 1) * tall
        colour = blended(canvas.inks.ink, canvas.inks.near, canvas.chance.uniform(0, 0.75))
        house(canvas, x, foot, (width, height), colour, snow)
        x += width + canvas.chance.randint(-6, 10)


def person(canvas: Canvas, x, foot, tall, colour):
    stride = tall * canvas.chance.uniform(0.06, 0.14)
    for side in (-1, 1):
        canvas.line([(x, foot - tall * 0.4), (x + side * stride, foot)], colour, tall * 0.08)
    canvas.shape(
        [(x - tall * 0.09, foot - tall * 0.8), (x + tall * 0.09, foot - tall * 0.8),
         (x + tall * 0.18, foot - tall * 0.28), (x - tall * 0.18, foot - tall * 0.28)], colour,
    )  # fmt: skip
    canvas.disc(x, foot - tall * 0.9, tall * 0.1, colour)


def tree(canvas: Canvas, x, foot, tall, colour):
    canvas.box(x - tall * 0.04, foot, tall * 0.08, tall * 0.5, colour)
    canvas.disc(x, foot - tall * 0.65, tall * 0.34, colour)
    side = 1 if canvas.sun[0] > x else -1
    bright = blended(colour, canvas.inks.light, 0.35)
    for row in range(4):
        y = foot - tall * (0.5 + row * 0.1)
        canvas.cut(x + side * tall * 0.13, y, tall * 0.12, tall * 0.018, bright)


def fir(canvas: Canvas, x, foot, tall, colour, snow=False):
    canvas.box(x - tall * 0.03, foot, tall * 0.06, tall * 0.2, colour)
    for tier in range(4):
        wide, low = tall * (0.56 - tier * 0.11), foot - tall * (0.1 + tier * 0.2)
        canvas.gable(x - wide / 2, low, wide, tall * 0.34, colour)
        if snow:
            canvas.shape(
                [(x, low - tall * 0.34), (x - wide * 0.3, low - tall * 0.12),
                 (x - wide * 0.04, low - tall * 0.19), (x + wide * 0.14, low - tall * 0.13)], PAPER,
            )  # fmt: skip


def lamp(canvas: Canvas, x, foot, tall):
    for radius in (64, 48, 32):
        glow = blended(canvas.inks.near, canvas.inks.light, 0.75 - radius / 110)
        canvas.arc(x, foot - tall, radius, (0, 360), glow, 2)
    canvas.line([(x, foot), (x, foot - tall)], canvas.inks.ink, 7)
    canvas.box(x - 14, foot, 28, 16, canvas.inks.ink)
    canvas.disc(x, foot - tall, 17, canvas.inks.light)
    canvas.gable(x - 22, foot - tall - 10, 44, 18, canvas.inks.ink)


def gulls(canvas: Canvas, number, highest=90, lowest=400):
    for _ in range(number):
        x, y = canvas.chance.randint(60, 1540), canvas.chance.randint(highest, lowest)
        span = canvas.chance.uniform(11, 26)
        colour = canvas.chance.choice((canvas.inks.ink, PAPER))
        canvas.line(
            [(x - span, y - span * 0.3), (x - span * 0.4, y - span * 0.42), (x, y),
             (x + span * 0.4, y - span * 0.42), (x + span, y - span * 0.2)], colour, 3,
        )  # fmt: skip


def smoke(canvas: Canvas, x, y, size, colour):
    for puff in range(7):
        at = x - size * 0.9 * puff, y - size * 0.42 * puff
        canvas.disc(*at, size * (0.5 + puff * 0.16), colour)
    for puff in range(1, 7):
        at = x - size * 0.9 * puff, y - size * 0.42 * puff - size * 0.2
        canvas.cut(*at, size * 0.5, 2, blended(colour, PAPER, 0.5))
