"""Home: bud vase, basket, cushion, throw, stool."""
import math, random
import bmesh
from mathutils import noise
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .props import book, craspedia, pear, sprig

HIGH = (.34, -1.8, 1.2)


def vase(colour, at=(0, 0, 0)):
    with placed(at):
        lathe([(0, 0), (.30, 0), (.31, .02), (.31, .05), (0, .06)], raw_clay())
        vessel([(.30, .05), (.46, .16), (.58, .48), (.52, .80), (.28, 1.06), (.15, 1.22), (.14, 1.42), (.20, 1.56)], .03, glaze(dye(colour)), floor=.12)


def basket(at=(0, 0, 0), turn=0):
    rattan = wood((.44, .29, .14), (.30, .18, .08), "Z", rough=.6)
    darker = wood((.33, .20, .09), (.22, .13, .06), "Z", rough=.6)
    stakes, rings, tall = 30, 27, 2.1
    radius = lambda z: 1.42 + .42 * (z / tall) ** .8
    with placed(at, turn):
        lathe([(0, .02), (1.40, .02), (1.44, .06), (1.40, .10), (0, .10)], darker)
        for k in range(stakes):
            angle = 2 * math.pi * k / stakes
            tube([(radius(z) * math.cos(angle), radius(z) * math.sin(angle), z) for z in (.03, tall * .35, tall * .7, tall)], .03, darker, fine=4)
        for i in range(rings):
            z = .06 + (tall - .1) * i / (rings - 1)
            points = []
            for k in range(2 * stakes):
                angle = math.pi * k / stakes
                out = .045 * math.cos(math.pi * (k / 2 + i)) if k % 2 == 0 else 0
                points.append(((radius(z) + out) * math.cos(angle), (radius(z) + out) * math.sin(angle), z))
            tube(points, .041, rattan, closed=True, fine=3)
        for strand in range(3):
            points = []
            for k in range(90):
                angle, twist = 2 * math.pi * k / 90, 2 * math.pi * (k * 22 / 90 + strand / 3)
                points.append(((radius(tall) + .05 * math.cos(twist)) * math.cos(angle), (radius(tall) + .05 * math.cos(twist)) * math.sin(angle), tall + .05 * math.sin(twist)))
            tube(points, .045, rattan, closed=True, fine=3)
        strap = leather((.20, .085, .035))
        for side in (-1, 1):
            r = radius(tall)
            half = [(.42, side * (r - .1), tall + .75), (.5, side * r, tall + .1), (.5, side * (r - .06), tall - .35)]
            tube([*((-x, y, z) for x, y, z in reversed(half)), (0, side * (r - .3), tall + 1.1), *half], .10, strap, flat=.25)


def cushion(colour, at=(0, 0, 0), turn=0, lean=12, size=4.2, seed=1):
    fabric = cloth(dye(colour), weave=24, strength=.5, axes="XY")
    with placed(at, turn, (-lean, 0)):
        with placed((0, 0, size * .475), 0, (90, 0)):
            inflated((size, size), size * .46, fabric, seed=seed, wrinkle=.13)


def throw(colour, at=(0, 0, 0), turn=0, seed=2):
    wool = cloth(dye(colour), weave=13, strength=.8)
    with placed(at, turn):
        folded(3.3, 2.3, .17, 5, wool, seed=seed, ease=1.3)
        chance = random.Random(seed)
        for i in range(34):
            x = -1.58 + 3.16 * i / 33
            sway = chance.uniform(-.04, .04)
            tube([(x, -1.02, .80), (x + sway, -1.16, .78), (x + sway, -1.21, .62), (x + 1.6 * sway, -1.22, .40)], .028, wool, fine=4)


def draped(colour, at=(0, 0, 0), turn=0, width=2.1, front=1.9, back=1.4, round_=1.58, seed=1):
    """A throw, folded once along its length, laid over a round seat of radius `round_` and hanging down in front and behind."""
    wool = cloth(dye(colour), weave=13, strength=.8)
    thickness = .10

    def point(x, s, radius, up):
        edge, bend = math.sqrt(radius * radius - x * x), .13
        arc, away = bend * math.pi / 2, abs(s)
        if away < edge - bend:
            y, z = away, up + .014 * noise.noise((x * 2, s * 1.5, seed))
        elif away < edge - bend + arc:
            angle = (away - edge + bend) / bend
            y, z = edge - bend + bend * math.sin(angle), up - bend * (1 - math.cos(angle))
        else:
            hung = away - edge + bend - arc
            loose = min(hung / 1.2, 1)
            y, z = edge + loose * (.26 * noise.noise((x * 1.5, seed + s * .1, 4)) + .05 * math.cos(5.2 * x + seed) + .13), up - bend - hung
            x = x * (1 - .05 * loose) + .05 * loose * noise.noise((s * .8, x, seed))
        return x, math.copysign(y, -s), z

    with placed(at, turn):
        for layer in (0, 1):
            radius, up, half = round_ + .115 * layer, .06 + .115 * layer, width / 2 - .02 * layer
            ends = (-(back + round_ - .10 * layer), front + round_ - .12 * layer)
            _sheet(lambda u, v: point(half * (2 * u - 1), ends[0] + (ends[1] - ends[0]) * v, radius, up), wool, thickness)
            chance = random.Random(seed + layer)
            for i in range(30):
                x = half * (.98 - 1.96 * i / 29)
                (x0, y0, z0), sway = point(x, ends[1] - .02, radius, up), chance.uniform(-.03, .03)
                tube([(x0, y0, z0), (x0 + sway, y0 - .01, z0 - .14), (x0 + 1.5 * sway, y0 + .01, z0 - .30)], .026, wool, fine=4)


def _sheet(point, of, thickness, across=40, along=110):
    """A thick cloth from a function of two numbers between 0 and 1."""
    bm = bmesh.new()
    rows = [[bm.verts.new(point(i / across, j / along)) for i in range(across + 1)] for j in range(along + 1)]
    for first, second in zip(rows, rows[1:]):
        for k in range(across):
            bm.faces.new((first[k], first[k + 1], second[k + 1], second[k]))
    made = add_mesh("sheet", bm, of, smooth=True)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = thickness, 0
    bevel = made.modifiers.new("soft", "BEVEL")
    bevel.width, bevel.segments, bevel.limit_method = thickness * .4, 3, "ANGLE"
    return made


def stool(at=(0, 0, 0), turn=0):
    with placed(at, turn):
        lathe([(0, 4.28), (1.40, 4.28), (1.52, 4.32), (1.56, 4.42), (1.52, 4.50), (1.40, 4.525), (.9, 4.49), (0, 4.47)], oak())
        for i in range(3):
            angle = 2 * math.pi * i / 3 + .5
            top, foot = .92, 1.42
            leg = [(r * math.cos(angle), r * math.sin(angle), z) for r, z in ((top, 4.36), ((top + foot) / 2, 2.2), (foot, 0))]
            tube(leg, .16, oak("Z"), radii=[1.1, 1, .72])


@shot("products/bud-vase/{}", "sand", 2.5, (0, 0, .72), ["Ink", "Chalk"])
def _(colour):
    vase(colour)


@shot("products/market-basket/front", "linen", 5.9, (0, 0, 1.45))
def _():
    basket(turn=18)


@shot("products/linen-cushion/{}", "sage", 5.8, (0, 0, 1.95), ["Sand", "Moss", "Clay"])
def _(colour):
    cushion(colour, turn=-12)


@shot("products/wool-throw/{}", "mist", 5.2, (0, 0, .42), ["Slate", "Ochre"], view=(.45, -1.9, 1.0))
def _(colour):
    throw(colour, turn=-16)


@shot("products/oak-stool/front", "blush", 7.2, (0, 0, 2.3))
def _():
    stool()


@shot("products/bud-vase/use", "blush", 4.3, (.1, .05, 1.5))
def _():
    vase("Chalk", (-.55, .3, 0))
    for turn, bend, seed in ((20, .5, 3), (165, .3, 8)):
        sprig(2.1, at=(-.55, .3, 1.0), turn=turn, bend=bend, seed=seed)
    vase("Ink", (.75, -.2, 0))
    craspedia(1.75, at=(.75, -.2, .9), turn=10, bend=.16)
    craspedia(1.35, at=(.73, -.19, .9), turn=165, bend=.14)


@shot("products/market-basket/use", "sage", 6.0, (.0, .1, 1.5), view=(.42, -1.9, 1.05))
def _():
    basket(turn=8)
    for i, (x, y, z) in enumerate(((-.6, -.5, 1.55), (.2, -.75, 1.5), (.75, -.1, 1.55), (-.1, .1, 1.7), (-.85, .35, 1.6), (.4, .65, 1.6))):
        pear((x, y, z), turn=60 * i, lean=(10 * (-1) ** i, 8))
    lathe([(0, 0), (1.35, 0), (1.35, 1.45), (0, 1.5)], cloth(dye("Sand")))


@shot("products/linen-cushion/use", "linen", 7.4, (.1, .4, 2.3))
def _():
    cushion("Moss", at=(-1.1, 1.2, 0), turn=6, size=4.6, lean=14, seed=4)
    cushion("Sand", at=(.9, .1, 0), turn=-10, size=4.0, lean=20, seed=7)


@shot("products/wool-throw/use", "clay", 7.6, (0, 0, 2.35), samples=12)
def _():
    stool(turn=20)
    draped("Slate", at=(0, 0, 4.50), turn=-12, width=2.3, front=2.1, seed=5)


@shot("products/oak-stool/use", "sage", 8.2, (.1, .1, 2.7))
def _():
    stool(turn=-6)
    book(1.7, 1.25, .22, dye("Clay"), at=(-.15, .1, 4.49), turn=18)
    book(1.5, 1.1, .16, dye("Chalk"), at=(-.12, .08, 4.71), turn=6)
    from .tea import mug
    mug("Chalk", at=(-.1, .1, 4.87), turn=-20)
