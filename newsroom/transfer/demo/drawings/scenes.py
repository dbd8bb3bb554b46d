"""What a picture is about, drawn in front of its sky and its far shore."""

from newsroom.transfer.demo.drawings.canvas import HORIZON, SIZE, blended


def harbour(canvas):
    canvas.water()
    canvas.box(0, SIZE[1], SIZE[0], 130)
    for x in sorted(canvas.chance.sample(range(150, 1350, 150), 3)):
        height = canvas.chance.randint(330, 480)
        reach = canvas.chance.choice((-1, 1)) * canvas.chance.randint(180, 280)
        canvas.box(x - 9, SIZE[1] - 120, 18, height)
        top = SIZE[1] - 120 - height
        canvas.pen.line((x - reach * 0.4, top + 30, x + reach, top - 20), canvas.front, 14)
        canvas.pen.line((x, top - 60, x + reach, top - 20), canvas.front, 4)
        canvas.pen.line((x, top - 60, x - reach * 0.4, top + 30), canvas.front, 4)
        canvas.pen.line((x + reach * 0.9, top - 18, x + reach * 0.9, top + 160), canvas.front, 3)


def ferry(canvas):
    canvas.water()
    x, y = canvas.chance.randint(350, 800), HORIZON + 150
    canvas.pen.polygon([(x, y - 60), (x + 480, y - 60), (x + 430, y), (x + 50, y)], canvas.front)
    canvas.box(x + 80, y - 60, 320, 56, canvas.far)
    canvas.windows(x + 90, y - 62, 300, 50, 1, 9)
    canvas.box(x + 140, y - 116, 190, 44, canvas.front)
    canvas.box(x + 250, y - 160, 44, 80, canvas.front)
    for puff in range(5):
        smoke = blended(canvas.low, canvas.far, 0.4)
        canvas.disc(x + 250 - 46 * puff, y - 258 - 15 * puff, 22 + 9 * puff, smoke)


def lighthouse(canvas):
    canvas.water()
    x = canvas.chance.randint(300, 1200)
    canvas.pen.polygon(
        [(x - 380, SIZE[1]), (x - 150, 700), (x + 110, 680), (x + 420, SIZE[1])], canvas.front
    )
    away = canvas.chance.choice((-1, 1))
    beam = blended(canvas.low, canvas.light, 0.55)
    canvas.pen.polygon([(x, 250), (x + away * 1500, 90), (x + away * 1500, 330), (x, 268)], beam)
    canvas.pen.polygon([(x - 55, 700), (x - 34, 290), (x + 34, 290), (x + 55, 700)], "#f4efe4")
    for stripe in range(3):
        y = 380 + stripe * 120
        canvas.pen.polygon(
            [(x - 40 - stripe * 6, y), (x + 40 + stripe * 6, y), (x + 43 + stripe * 6, y + 55),
             (x - 43 - stripe * 6, y + 55)], "#8c1c2f",
        )  # fmt: skip
    canvas.box(x - 28, 290, 56, 56, canvas.light)
    canvas.box(x - 46, 296, 92, 12, canvas.front)
    canvas.roof(x - 40, 234, 80, 44)


def skyline(canvas):
    canvas.houses(HORIZON + 70, tall=170)
    x = canvas.chance.randint(350, 1150)
    canvas.box(x, HORIZON + 60, 84, 330)
    canvas.roof(x - 12, HORIZON - 268, 108, 150)
    canvas.disc(x + 42, HORIZON - 200, 26, canvas.light)
    canvas.water(HORIZON + 66)


def tram(canvas):
    canvas.houses(HORIZON + 120, tall=330)
    canvas.box(0, SIZE[1], SIZE[0], 240, blended(canvas.front, canvas.far, 0.25))
    x, y = canvas.chance.randint(280, 640), 800
    canvas.pen.line((0, 430, SIZE[0], 430), canvas.front, 4)
    canvas.pen.line((x + 260, 560, x + 330, 430), canvas.front, 5)
    canvas.pen.rounded_rectangle((x, y - 240, x + 640, y - 30), 26, "#8c1c2f")
    canvas.box(x + 14, y - 92, 612, 12, canvas.light)
    for window in range(6):
        canvas.box(x + 30 + window * 100, y - 120, 82, 82, canvas.light)
    for wheel in (120, 220, 420, 520):
        canvas.disc(x + wheel, y - 26, 30, canvas.front)
    canvas.pen.line((0, y + 6, SIZE[0], y + 6), canvas.light, 4)


def field(canvas):
    for layer in range(4):
        shade = blended(canvas.far, canvas.front, layer / 4)
        canvas.shore(HORIZON + 40 + layer * 80, 26, shade, rough=2)
    for x in canvas.chance.sample(range(80, 1520, 60), 7):
        base = HORIZON + 60 + canvas.chance.randint(0, 60)
        canvas.box(x - 4, base, 8, 60)
        canvas.disc(x, base - 80, canvas.chance.randint(30, 52), canvas.front)


def market(canvas):
    canvas.houses(HORIZON + 90, tall=260)
    canvas.box(0, SIZE[1], SIZE[0], 260, blended(canvas.far, canvas.front, 0.5))
    width = 320
    for stall in range(5):
        x = stall * width + canvas.chance.randint(-20, 20)
        for stripe in range(8):
            colour = "#8c1c2f" if (stripe + stall) % 2 else "#f4efe4"
            left = x + stripe * 35
            canvas.pen.polygon(
                [(left + 18, 560), (left + 46, 560), (left + 35, 650), (left, 650)], colour
            )
        canvas.box(x + 10, 840, 262, 110)
        for fruit in range(14):
            place = x + 28 + fruit * 18
            colour = canvas.chance.choice(("#c8553d", "#d9a441", "#6b8f71", "#f4efe4"))
            canvas.disc(place, 728 - canvas.chance.randint(0, 14), 13, colour)


def court(canvas):
    canvas.box(0, SIZE[1], SIZE[0], 200, blended(canvas.far, canvas.front, 0.4))
    stone, shade = "#e9e2d3", blended(canvas.far, canvas.front, 0.7)
    canvas.box(300, 760, 1000, 420, shade)
    for column in range(7):
        canvas.box(330 + column * 146, 740, 62, 390, stone)
        canvas.box(318 + column * 146, 760, 86, 24, stone)
    canvas.box(270, 350, 1060, 56, stone)
    canvas.roof(250, 296, 1100, 170, stone)
    canvas.roof(360, 284, 880, 120, shade)
    for step in range(4):
        canvas.box(260 - step * 26, 780 + step * 24, 1080 + step * 52, 22, stone)


def storm(canvas):
    for cloud in range(26):
        shade = blended(canvas.top, canvas.front, canvas.chance.uniform(0.2, 0.8))
        canvas.disc(
            canvas.chance.randint(0, 1600), canvas.chance.randint(-20, 260), 130 - cloud, shade
        )
    for wave in range(5):
        shade = blended(canvas.far, canvas.front, wave / 5)
        canvas.shore(HORIZON + wave * 75, 46, shade, rough=5)
        canvas.shore(HORIZON + 34 + wave * 75, 46, blended(shade, canvas.front, 0.25), rough=5)
    for _ in range(420):
        x, y = canvas.chance.randint(-50, 1600), canvas.chance.randint(0, 900)
        canvas.pen.line((x, y, x + 16, y + 46), blended(canvas.low, canvas.light, 0.4), 2)


def library(canvas):
    canvas.box(0, SIZE[1], SIZE[0], SIZE[1], canvas.front)
    for bay in range(4):
        x = 40 + bay * 395
        canvas.pen.rounded_rectangle(
            (x, 70, x + 340, 1000), 170, blended(canvas.top, canvas.low, 0.7)
        )
        for shelf in range(5):
            y = 400 + shelf * 118
            canvas.box(x, y + 12, 340, 12)
            place = x + 8
            while place < x + 318:
                width, height = canvas.chance.randint(10, 26), canvas.chance.randint(60, 96)
                colour = canvas.chance.choice(
                    ("#8c1c2f", "#d9a441", "#40566b", "#6b8f71", "#e9e2d3")
                )
                canvas.box(place, y, width, height, colour)
                place += width + 3


def school(canvas):
    canvas.shore(HORIZON + 60, 24, blended(canvas.far, canvas.front, 0.3), rough=2)
    canvas.box(340, 760, 920, 290)
    canvas.roof(300, 470, 1000, 190)
    canvas.windows(380, 740, 840, 240, 2, 9)
    canvas.box(770, 330, 60, 130)
    canvas.roof(758, 200, 84, 60)
    canvas.box(0, SIZE[1], SIZE[0], 140, blended(canvas.far, canvas.front, 0.75))
    for x in range(420, 1240, canvas.chance.randint(62, 84)):
        tall = canvas.chance.randint(54, 78)
        canvas.box(x, 830, 22, tall, canvas.light)
        canvas.disc(x + 11, 822 - tall, 15, canvas.light)


def snow(canvas):
    canvas.houses(HORIZON + 130, count=10, tall=200)
    for x in canvas.chance.sample(range(40, 1560, 80), 8):
        for tier in range(3):
            canvas.roof(x - 60 + tier * 14, 760 - tier * 62, 120 - tier * 28, 110)
    canvas.shore(HORIZON + 190, 22, (238, 240, 243), rough=2)
    for _ in range(700):
        x, y = canvas.chance.randint(0, 1600), canvas.chance.randint(0, 900)
        canvas.disc(x, y, canvas.chance.uniform(1.5, 5), (250, 250, 252))


SCENES = {
    scene.__name__: scene
    for scene in (
        *(harbour, ferry, lighthouse, skyline, tram, field),
        *(market, court, storm, library, school, snow),
    )
}
