"""Bags: tote, rucksack, pouch."""
from kit.materials import *
from kit.shapes import *
from kit.shots import shot

HIGH = (.34, -1.8, 1.2)
TAN = (.26, .12, .05)


def canvas(colour):
    return cloth(dye(colour), weave=20, strength=.45)


def buckle(at, of):
    with placed(at, 0, (90, 0)):
        slab(rounded(.34, .26, .04), .03, of, bevel=.01)
        box((.22, .14, .034), leather(shade(TAN, .6)), bevel=.004)


def tote(colour, at=(0, 0, 0), turn=0):
    with placed(at, turn):
        body = [(0, 3.0, 1.0, 0), (.06, 3.1, 1.06, 0), (.6, 3.2, 1.05, 0), (1.6, 3.3, .82, 0), (2.6, 3.42, .52, 0), (3.3, 3.5, .36, 0), (3.5, 3.5, .34, 0)]
        sack(body, canvas(colour), open_top=True, wrinkle=.10, seed=3)
        strap = leather(TAN)
        for side, tall in ((-1, 2.0), (1, 1.9)):
            y = side * .2
            half = [(.42, y * .6, 3.4 + tall * .93), (.72, y * .9, 3.5 + tall * .5), (.75, y, 3.5), (.75, y * 1.2, 2.75)]
            tube([*((-x, away, up) for x, away, up in reversed(half)), (0, y * .5, 3.5 + tall), *half], .13, strap, flat=.2)
        for x in (-.75, .75):
            box((.34, .03, .55), strap, at=(x, -.285, 2.72), bevel=.01, lean=(3, 0))
            for up in (2.82, 3.14):
                with placed((x, -.31, up), 0, (90, 0)):
                    lathe([(0, .02), (.035, .018), (.045, 0), (0, 0)], brass())


def rucksack(colour, at=(0, 0, 0), turn=0):
    fabric, strap, metal = canvas(colour), leather(TAN), brass()
    with placed(at, turn):
        low = [(0, 2.6, 1.25, 0), (.05, 2.75, 1.35, 0), (.7, 2.9, 1.5, 0), (1.9, 2.9, 1.45, 0)]
        high = [(2.9, 2.8, 1.28, 0), (3.5, 2.66, .98, 0), (3.85, 2.55, .55, 0), (4.05, 2.5, .34, .02), (4.12, 2.48, .3, .02)]
        sack(low + high, fabric, wrinkle=.11, seed=5)
        sack([(0, 2.55, 1.2, -.17), (.04, 2.72, 1.34, -.17), (.42, 2.86, 1.46, -.16), (.62, 2.87, 1.47, -.12), (.66, 2.82, 1.4, -.1)], leather(shade(TAN, .8)), wrinkle=.02, seed=2)
        with placed((0, -.66, .62)):
            sack([(0, 1.75, .3, 0), (.05, 1.85, .38, 0), (.5, 1.95, .46, 0), (1.1, 1.92, .4, 0), (1.28, 1.85, .28, .04), (1.33, 1.8, .2, .06)], fabric, wrinkle=.06, seed=8)
            sack([(.92, 1.98, .50, 0), (.98, 2.0, .52, 0), (1.22, 1.98, .5, 0), (1.36, 1.9, .36, .05), (1.42, 1.8, .2, .08)], fabric, wrinkle=.03, seed=9)
        with placed((0, .0, 4.06), 0, (0, 90)):
            lathe([(0, -1.26), (.24, -1.26), (.27, -1.2), (.28, 0), (.27, 1.2), (.24, 1.26), (0, 1.26)], fabric)
        for x in (-.72, .72):
            tube([(x, .22, 3.8), (x, .1, 4.33), (x, -.2, 4.30), (x, -.52, 3.7), (x, -.76, 2.9), (x, -.83, 2.2)], .12, strap, flat=.22)
            buckle((x, -.80, 2.75), metal)
        tube([(-.35, .28, 4.0), (-.33, .3, 4.5), (0, .3, 4.68), (.33, .3, 4.5), (.35, .28, 4.0)], .09, strap, flat=.35)
        for side in (-1, 1):
            tube([(side * .55, .55, 3.8), (side * 1.05, .95, 3.1), (side * 1.2, 1.05, 1.9), (side * 1.2, .8, .6)], .2, fabric, flat=.22)


def pouch(colour, at=(0, 0, 0), turn=0, seed=3):
    with placed(at, turn):
        with placed((0, 0, .30), 0, (2, 0)):
            inflated((2.3, 1.6), .62, canvas(colour), seed=seed, power=.42, wrinkle=.05)
            tube([(-1.05, .77, 0), (0, .745, .0), (1.05, .77, 0)], .05, brass(.35), flat=.5)
            tube([(1.0, .79, .0), (1.12, .74, -.02), (1.22, .62, -.12), (1.24, .50, -.22)], .045, leather(TAN), flat=.3)


@shot("products/canvas-tote/{}", "mist", 7.2, (0, 0, 2.7), ["Sand", "Ink"])
def _(colour):
    tote(colour, turn=-20)


@shot("products/canvas-rucksack/{}", "linen", 6.6, (0, 0, 2.3), ["Ochre", "Pine"])
def _(colour):
    rucksack(colour, turn=-24)


@shot("products/zip-pouch/{}", "blush", 3.4, (0, 0, .25), ["Clay", "Slate"], view=HIGH)
def _(colour):
    pouch(colour, turn=-16)


@shot("products/canvas-tote/use", "sand", 6.4, (.1, .1, 2.9))
def _():
    from .props import sprig
    tote("Sand", turn=12)
    for turn, bend, seed in ((0, .3, 3), (120, .35, 5), (220, .3, 8), (300, .3, 2)):
        sprig(3.0, at=(.55, 0, 1.9), turn=turn, bend=bend, seed=seed, size=1.4)


@shot("products/canvas-rucksack/use", "moss", 7.4, (.2, .2, 2.3))
def _():
    rucksack("Ochre", at=(-1.0, .8, 0), turn=-30)
    from .books import notebook
    tote("Ink", at=(1.7, 1.6, 0), turn=14)
    notebook("Clay", at=(1.3, -.9, 0), turn=-24)


@shot("products/zip-pouch/use", "sand", 3.6, (.05, .05, .2), view=HIGH)
def _():
    from .desk import pen, pencil
    pouch("Slate", at=(-.35, .35, 0), turn=10)
    pencil(dye("Ochre"), at=(.1, -.74, 0), turn=8)
    pencil(dye("Brick"), at=(.16, -.92, 0), turn=5)
    pen((.0, -1.16, 0), turn=3)
