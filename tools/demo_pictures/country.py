"""Scenes outside the town: fields with a stream, and snow."""

from tools.demo_pictures.canvas import HEIGHT, HORIZON, WIDTH, Canvas
from tools.demo_pictures.palettes import PAPER, blended
from tools.demo_pictures.things import fir, gulls, house, houses, lamp, tree


def field(canvas: Canvas):
    canvas.sky()
    for layer in range(3):
        shade = blended(canvas.inks.far, canvas.inks.near, layer / 2.6)
        line = canvas.land(HORIZON - 50 + layer * 56, 32, shade,
                           blended(shade, canvas.inks.low, 0.3), rough=2)  # fmt: skip
        for x, y in canvas.chance.sample(line, 5):
            tree(canvas, x, y + 8, 60 + layer * 26, blended(shade, canvas.inks.ink, 0.55))
    shade = blended(canvas.inks.near, canvas.inks.ink, 0.18)
    canvas.land(690, 12, shade, blended(shade, canvas.inks.low, 0.2), rough=2)
    furrows(canvas, shade)
    stream(canvas)
    x = canvas.chance.randint(180, 1240)
    house(canvas, x, 700, (150, 92), canvas.inks.ink)
    tree(canvas, x + 210, 712, 190, canvas.inks.ink)
    gulls(canvas, 6, lowest=330)


def furrows(canvas: Canvas, shade):
    away = canvas.chance.randint(300, 1300)
    for number in range(-24, 25):
        foot = away + number * 110
        colour = canvas.inks.ink if number % 2 else blended(shade, canvas.inks.light, 0.3)
        canvas.shape([(away + number * 30, 716), (foot - 12, HEIGHT), (foot + 12, HEIGHT)], colour)


def stream(canvas: Canvas):
    x, left, right = canvas.chance.randint(500, 1100), [], []
    sway = canvas.chance.choice((-1, 1))
    for step in range(13):
        y = 640 + step * 22
        bend = sway * (46 + step * 16) * (1, 0.6, 0, -0.6, -1, -0.6, 0, 0.6)[step % 8]
        wide = 8 + step * step * 1.1
        left.append((x + bend - wide, y))
        right.append((x + bend + wide, y))
    colour = blended(canvas.inks.low, canvas.inks.far, 0.15)
    canvas.shape([*left, *reversed(right)], colour)
    for (a, y), (b, _y) in zip(left[3:], right[3:], strict=True):
        canvas.cut((a + b) / 2, y, (b - a) * 0.3, 2.4, PAPER)


def snow(canvas: Canvas):
    canvas.sky()
    hill = blended(canvas.inks.far, PAPER, 0.45)
    canvas.land(HORIZON - 60, 56, hill, blended(hill, canvas.inks.far, 0.5))
    houses(canvas, 690, canvas.chance.randint(120, 170), (130, 210), snow=True)
    drift = blended(PAPER, canvas.inks.low, 0.2)
    line = canvas.land(676, 15, drift, blended(drift, canvas.inks.far, 0.45), rough=2)
    for x, y in canvas.chance.sample(line[4:-4], 5):
        fir(canvas, x, y + 40, canvas.chance.randint(170, 330), canvas.inks.ink, snow=True)
    lamp(canvas, canvas.chance.randint(300, 1300), 790, 230)
    canvas.land(800, 20, PAPER, blended(PAPER, canvas.inks.far, 0.35), rough=2)
    footprints(canvas)
    for _ in range(420):
        at = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(0, HEIGHT)
        canvas.disc(*at, canvas.chance.choice((1.6, 2.2, 3, 4.4)), PAPER)


def footprints(canvas: Canvas):
    x, drift = canvas.chance.randint(200, 1000), canvas.chance.uniform(-26, 40)
    for step in range(9):
        at = x + step * drift + (14 if step % 2 else -14), 890 - step * 9
        canvas.cut(*at, 14 - step, 4.5 - step * 0.3, canvas.inks.far)
