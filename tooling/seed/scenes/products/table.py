"""Table: bowl, plate, jug, tumbler, wine glass, salt cellar, napkins."""
import math
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .cutlery import fork, spoon, table_knife
from .food import blueberry, hazelnut, porridge
from .props import disc, egg, laid_sprig, lemon, pear, spread, sprig

HIGH = (.30, -1.75, 1.45)


def tumbler(at=(0, 0, 0), fill=0, tint=(.97, .99, .98)):
    with placed(at):
        vessel([(.31, 0), (.355, .03), (.38, .30), (.395, .60), (.40, .86)], .022, clear_glass(tint), floor=.06)
        if fill:
            lathe([(0, .068), (.30, .068), (.348, .10), (.354, fill * .5), (.36, fill), (0, fill)], material("water", (1, 1, 1), rough=0, glass=1))


def bowl(colour, at=(0, 0, 0)):
    with placed(at):
        lathe([(0, 0), (.36, 0), (.37, .02), (.36, .07), (0, .07)], raw_clay())
        vessel([(.36, .06), (.50, .10), (.68, .26), (.76, .48), (.78, .62)], .04, glaze(dye(colour)), floor=.12)


def plate(colour, at=(0, 0, 0), radius=1.35, of=None):
    with placed(at):
        k = radius
        lathe([(0, .03), (k * .62, .03), (k * .64, 0), (k * .68, 0), (k * .72, .04), (k * .90, .09), (k * .985, .155), (k, .185), (k * .985, .195), (k * .96, .185), (k * .86, .125), (k * .70, .085), (0, .075)], of or glaze(dye(colour), rough=.3))


def jug(colour, at=(0, 0, 0), turn=0):
    def spout(angle, r, z):
        pull = max(0, math.cos(angle - math.pi)) ** 14 * max(0, min((z - 1.15) / .5, 1))
        return r + .16 * pull, z + .07 * pull
    skin = glaze(dye(colour))
    with placed(at, turn):
        lathe([(0, 0), (.40, 0), (.41, .02), (.41, .06), (0, .07)], raw_clay())
        vessel([(.40, .05), (.50, .12), (.60, .40), (.58, .72), (.42, 1.10), (.38, 1.34), (.43, 1.62)], .035, skin, shift=spout, floor=.14)
        tube([(.34, 0, 1.42), (.62, 0, 1.50), (.86, 0, 1.22), (.80, 0, .82), (.50, 0, .58)], .062, skin, flat=.66, radii=[1.15, .95, .9, .95, 1.2])


def wine_glass(at=(0, 0, 0), wine=None):
    with placed(at):
        lathe([(0, .012), (.36, 0), (.365, .012), (.20, .03), (.06, .06), (.036, .14), (.034, .55), (.04, .86), (.08, .92), (.24, 1.02), (.38, 1.22), (.42, 1.44), (.40, 1.70), (.345, 2.02),
               (.335, 2.02), (.388, 1.70), (.407, 1.44), (.368, 1.23), (.23, 1.04), (.06, .965), (0, .96)], clear_glass())
        if wine:
            lathe([(0, .975), (.06, .98), (.22, 1.055), (.355, 1.235), (.392, 1.40), (0, 1.40)], material("wine", wine, rough=0, glass=.9))


def salt_cellar(at=(0, 0, 0), turn=0):
    with placed(at, turn):
        vessel([(.34, 0), (.40, .04), (.42, .20), (.42, .46)], .045, stone((.70, .69, .67), (.42, .42, .43), scale=4), floor=.09)
        disc(.37, material("salt", (.82, .82, .82), rough=.9), at=(0, 0, .30), height=.03)
        with placed((.10, .06, .485), 0, (0, 7)):
            lathe([(0, 0), (.43, 0), (.44, .02), (.44, .06), (.42, .075), (0, .075)], oak())
            lathe([(0, .07), (.05, .07), (.04, .11), (.075, .15), (.07, .19), (0, .205)], oak("Z"))


def napkins(colour, at=(0, 0, 0), turn=0, count=2, seed=1):
    with placed(at, turn):
        for i in range(count):
            with placed((.02 * i, -.015 * i, i * .22), 3 * i - 2):
                folded(1.9, 1.35, .05, 4, cloth(dye(colour), weave=40, strength=.4), seed=seed + i)


@shot("products/breakfast-bowl/{}", "mist", 2.3, (0, 0, .3), ["Chalk", "Sky"], view=(.42, -2.0, .95))
def _(colour):
    bowl(colour)


@shot("products/dinner-plate/{}", "sand", 3.5, (0, 0, .08), ["Chalk", "Slate"], view=HIGH)
def _(colour):
    plate(colour)


@shot("products/water-jug/front", "blush", 2.7, (.08, 0, .82))
def _():
    jug("Chalk", turn=-12)


@shot("products/tumbler/front", "sky", 2.4, (0, .1, .42), samples=16)
def _():
    tumbler((-.42, .15, 0))
    tumbler((.48, -.12, 0), fill=.5)


@shot("products/wine-glass/front", "blush", 2.9, (0, 0, 1.02), samples=16)
def _():
    wine_glass((-.45, .2, 0))
    wine_glass((.48, -.15, 0), wine=(.55, .03, .05))


@shot("products/salt-cellar/front", "slate", 1.7, (.02, 0, .34), view=(.42, -2.0, .95))
def _():
    salt_cellar()


@shot("products/linen-napkins/{}", "linen", 3.0, (0, 0, .2), ["Sand", "Moss"], view=(.42, -1.9, 1.15))
def _(colour):
    napkins(colour, turn=-20)


@shot("products/breakfast-bowl/use", "butter", 3.8, (.0, .25, .25), view=HIGH)
def _():
    spread(2.9, 2.1, cloth(dye("Clay"), weave=40), turn=-9, ripple=.012)
    with placed((-.35, .05, .03)):
        bowl("Sky")
        porridge(.735, .45)
        for i, (x, y, z) in enumerate(((.02, .10, .53), (.17, .05, .53), (.09, -.08, .53), (-.12, .0, .53), (.25, -.12, .52), (.13, .22, .52), (-.05, -.2, .52), (.3, .2, .51), (.10, .05, .63))):
            blueberry((x, y, z), turn=70 * i, lean=20 + 9 * i)
        for i, (x, y) in enumerate(((-.3, .2), (-.36, -.06), (-.2, -.3), (-.14, .34), (.06, -.38))):
            hazelnut((x, y, .515), turn=50 * i, lean=(60, 0))
    with placed((1.0, -.3, .03), 84):
        folded(1.75, .62, .035, 3, cloth(dye("Chalk"), weave=40), seed=8)
        spoon((-.02, 0, .115), turn=5)
    bowl("Chalk", (.72, 1.6, 0))
    for i, (x, y) in enumerate(((.35, -1.02), (.5, -.88), (-1.22, -.72))):
        blueberry((x, y, .10 if y > -.9 else .07), turn=120 * i, lean=40)


@shot("products/dinner-plate/use", "sage", 5.2, (.0, .15, .1), view=HIGH, samples=16)
def _():
    spread(4.3, 3.0, cloth(dye("Chalk")), turn=4, ripple=.008)
    with placed((0, 0, .03), 4):
        plate("Slate", (0, 0, 0))
        plate("Chalk", (0, 0, .078), radius=1.02)
        with placed((0, 0, .158), 90):
            folded(1.3, .60, .035, 4, cloth(dye("Sand"), weave=40), seed=4)
        fork((-1.68, -.05, 0), turn=90)
        table_knife((1.62, -.05, 0), turn=90)
    tumbler((1.0, 1.85, 0), fill=.5)


@shot("products/water-jug/use", "sage", 4.4, (.05, .05, 1.35))
def _():
    jug("Chalk", at=(-.25, .2, 0), turn=-160)
    for turn, bend, seed in ((20, .45, 1), (150, .5, 2), (260, .35, 3), (80, .2, 4)):
        sprig(2.3, at=(-.25, .2, .5), turn=turn, bend=bend, seed=seed)
    pear((.85, -.25, 0), turn=30)


@shot("products/tumbler/use", "linen", 3.5, (.12, .0, .5), samples=20)
def _():
    from .kitchen import tray
    tray((2.5, 1.5), turn=8)
    tumbler((-.62, .18, .10), fill=.55)
    tumbler((.05, -.28, .10))
    tumbler((.62, .28, .10), fill=.42)
    lemon((1.28, -1.15, 0), turn=28)


@shot("products/wine-glass/use", "clay", 3.6, (.05, .1, .95), samples=12)
def _():
    from .tea import carafe
    carafe((-.55, .4, 0), fill=(.45, .02, .04))
    wine_glass((.35, -.3, 0), wine=(.55, .03, .05))
    wine_glass((1.0, .45, 0))


@shot("products/salt-cellar/use", "sage", 2.7, (.05, .05, .4), view=HIGH)
def _():
    from .kitchen import board
    board(turn=18, size=(2.3, 1.5))
    salt_cellar((-.3, .15, .20))
    egg((.55, -.1, .20), turn=30)
    egg((.2, -.5, .20), turn=80, colour="#e8d5bd")


@shot("products/linen-napkins/use", "mist", 3.6, (.1, -.05, .12), view=HIGH)
def _():
    with placed((-.1, .3, 0), 24):
        folded(2.6, 1.5, .045, 4, cloth(dye("Moss"), weave=40, strength=.4), seed=6)
    with placed((-.08, .27, .185), 31):
        folded(2.3, .82, .04, 3, cloth(dye("Sand"), weave=40, strength=.4), seed=9)
        with placed((0, 0, .125)):
            fork((.0, .17, 0), turn=3)
            table_knife((.0, -.12, 0), turn=1)
    laid_sprig(1.5, at=(.75, -.78, 0), turn=28, seed=5, leaves=7, size=.85)
