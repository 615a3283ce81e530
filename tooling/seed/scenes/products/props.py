"""Things beside a product: fruit, eggs, leaves, a cloth. None of them is sold."""
import math, random
from mathutils import Matrix, noise
from kit.materials import bumpy, cloth, dye, linear, material, muted, shade, wood
from kit.shapes import add_mesh, ball, box, lathe, leaf, placed, tube
import bmesh

GREEN = linear("#5f6f4a")


def disc(radius, of, at=(0, 0, 0), height=.01):
    with placed(at):
        return lathe([(0, height), (radius * .96, height), (radius, height * .6), (radius, 0), (0, 0)], of, sharp=True)


def egg(at=(0, 0, 0), turn=0, colour="#d9b08c", lying=True):
    shell = material("shell", linear(colour), rough=.5, specular=.3)
    with placed((at[0], at[1], at[2] + (.215 if lying else .28)), turn, (82, 0) if lying else (0, 0)):
        ball(.215, shell, stretch=(1, 1, 1.28))


def lemon(at=(0, 0, 0), turn=0, colour="#e3b53a"):
    peel = material("peel", muted(linear(colour), .82, .82), rough=.42, specular=.5)
    bumpy(peel, 38, .35, .02)
    with placed((at[0], at[1], at[2] + .29), turn, (78, 0)):
        lathe([(0, -.47), (.03, -.46), (.06, -.41), (.18, -.33), (.28, -.14), (.29, .03), (.24, .22), (.12, .35), (.07, .40), (.05, .45), (0, .47)], peel)


def pear(at=(0, 0, 0), turn=0, lean=(0, 0)):
    skin = material("skin", muted(linear("#a8a24a"), .8, .8), rough=.42, specular=.4)
    with placed(at, turn, lean):
        lathe([(0, .03), (.12, 0), (.28, .10), (.35, .30), (.30, .52), (.19, .72), (.14, .86), (.08, .94), (0, .95)], skin)
        tube([(0, 0, .93), (.01, 0, 1.02), (.05, .01, 1.10)], .016, wood((.12, .07, .04), (.05, .03, .02)))


def sprig(height=2.4, at=(0, 0, 0), turn=0, bend=.5, seed=1, colour=GREEN, leaves=9, size=1.0):
    """A eucalyptus stem with round leaves in pairs."""
    chance = random.Random(seed)
    stalk = material("stalk", linear("#6b5a3f"), rough=.7)
    with placed(at, turn):
        points = [(bend * height * .5 * t * t, 0, height * t) for t in (0, .33, .66, 1)]
        tube(points, .014, stalk, radii=[1.2, 1, .8, .5])
        for i in range(leaves):
            t = .34 + .64 * i / (leaves - 1)
            at_stem = (bend * height * .5 * t * t, 0, height * t)
            for side in (0, 180):
                green = material("leaf", shade(colour, chance.uniform(.75, 1.25)), rough=.62, specular=.25)
                leaf(size * (.42 - .2 * t) * chance.uniform(.85, 1.1), size * (.34 - .16 * t), green, at_stem, i * 77 + side + chance.uniform(-20, 20), (chance.uniform(-12, 12), -chance.uniform(12, 40)))


def laid_sprig(length=1.2, at=(0, 0, 0), turn=0, seed=1, colour=GREEN, leaves=6, size=1.0):
    """A eucalyptus stem that lies along x, its leaves to both sides."""
    chance = random.Random(seed)
    sway = lambda t: .05 * length * (t - .5) ** 2
    with placed(at, turn):
        tube([(length * (t - .5), sway(t), .022) for t in (0, .33, .66, 1)], .014, material("stalk", linear("#6b5a3f"), rough=.7), radii=[1.2, 1, .8, .5])
        for i in range(leaves):
            t = .22 + .76 * i / (leaves - 1)
            for side in (-1, 1):
                green = material("leaf", shade(colour, chance.uniform(.75, 1.25)), rough=.62, specular=.25)
                away = side * (62 - 30 * t + chance.uniform(-9, 9))
                leaf(size * (.42 - .2 * t) * chance.uniform(.85, 1.1), size * (.34 - .16 * t), green, (length * (t - .5), sway(t), .03), away, (0, -chance.uniform(5, 16)), curl=.1)


def craspedia(height, at=(0, 0, 0), turn=0, bend=.15):
    """A yellow button flower on a bare stem."""
    stalk, yellow = material("stalk", linear("#7d8455"), rough=.7), material("floret", linear("#c99a25"), rough=.8, specular=.15)
    with placed(at, turn):
        points = [(bend * height * t * t, 0, height * t) for t in (0, .33, .66, 1)]
        tube(points, .017, stalk, radii=[1.1, 1, .9, .9])
        with placed((points[-1][0], 0, height + .12)):
            bm = bmesh.new()
            for i in range(190):
                up = 1 - 2 * (i + .5) / 190
                around, flat = i * 2.39996, math.sqrt(1 - up * up)
                where = Matrix.Translation((.126 * flat * math.cos(around), .126 * flat * math.sin(around), .126 * up))
                bmesh.ops.create_icosphere(bm, subdivisions=2, radius=.021, matrix=where)
            add_mesh("florets", bm, yellow, smooth=True)
            ball(.124, yellow)


def spread(width, depth, of=None, at=(0, 0, 0), turn=0, seed=3, ripple=.05):
    """A cloth laid on the table, with a few soft ripples."""
    of = of or cloth(dye("Sand"))
    bm = bmesh.new()
    cells = 70
    rows = []
    for j in range(cells + 1):
        row = []
        for i in range(cells + 1):
            x, y = width * (i / cells - .5), depth * (j / cells - .5)
            edge = noise.noise((x * .8, y * .8, seed)) * .05
            lift = max(0, noise.noise((x * .9 + .4 * y, y * .35, seed + 7))) ** 1.3 * ripple * 3 + .012
            row.append(bm.verts.new((x + edge, y + edge * .7, lift)))
        rows.append(row)
    for j in range(cells):
        for i in range(cells):
            bm.faces.new((rows[j][i], rows[j][i + 1], rows[j + 1][i + 1], rows[j + 1][i]))
    with placed(at, turn):
        made = add_mesh("spread", bm, of, smooth=True)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = .014
    smooth = made.modifiers.new("smooth", "SUBSURF")
    smooth.levels, smooth.render_levels = 1, 1


def book(width, depth, height, colour, at=(0, 0, 0), turn=0):
    """A hardcover lying flat."""
    cover, leaves = cloth(colour, weave=70, strength=.2), material("leaves", linear("#e8e0cf"), rough=.95)
    with placed(at, turn):
        box((width, depth, .035), cover, bevel=.008)
        box((width - .06, depth - .06, height - .07), leaves, at=(.02, 0, .035), bevel=.004)
        box((width, depth, .035), cover, at=(0, 0, height - .035), bevel=.008)
        box((.05, depth, height), cover, at=(-width / 2 + .025, 0, 0), bevel=.02)


def matches(at=(0, 0, 0), turn=0):
    stick, head = wood((.62, .47, .30), (.50, .36, .22), scale=2), material("head", linear("#7c2f26"), rough=.8)
    with placed(at, turn):
        for i, angle in enumerate((4, -9, 17)):
            with placed((.05 * i, .09 * i, .02 + .012 * i), angle):
                box((.46, .025, .025), stick, bevel=.003)
                ball(.026, head, at=(.235, 0, .0125), stretch=(1.5, 1, 1))
