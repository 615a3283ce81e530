"""Tea and coffee: teapot, mug, tea cup, dripper, carafe, tea caddy."""
import math
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .food import tea_leaves
from .props import disc, lemon, spread


def foot(radius, height=.06):
    lathe([(0, 0), (radius, 0), (radius + .014, .015), (radius + .014, height), (radius - .01, height + .015), (0, height + .015)], raw_clay())


def teapot(colour, at=(0, 0, 0), turn=0):
    skin = glaze(dye(colour))
    with placed(at, turn):
        foot(.40)
        vessel([(.40, .06), (.52, .12), (.66, .34), (.69, .54), (.62, .78), (.44, .95), (.34, .99)], .04, skin)
        tube([(-.50, 0, .30), (-.78, 0, .46), (-.93, 0, .78), (-1.10, 0, .99)], .105, skin, radii=[1.75, 1.25, .82, .66])
        with placed((-1.098, 0, .985), 0, (0, -42)):
            disc(.062, material("dark", (.012, .012, .012), rough=.9), height=.012)
        tube([(.42, 0, .73), (.88, 0, .85), (1.05, 0, .61), (.92, 0, .36), (.50, 0, .27)], .06, skin, radii=[1.25, .95, .9, .95, 1.25])
        lathe([(0, .985), (.33, .985), (.345, 1.0), (.33, 1.03), (.22, 1.10), (.09, 1.14), (.055, 1.17), (.06, 1.20), (.10, 1.24), (.10, 1.29), (.05, 1.325), (0, 1.33)], skin)


def mug(colour, at=(0, 0, 0), turn=0, full=False):
    skin = glaze(dye(colour))
    with placed(at, turn):
        foot(.30)
        vessel([(.30, .06), (.37, .10), (.41, .25), (.42, .55), (.41, .88)], .032, skin)
        tube([(.40, 0, .73), (.57, 0, .73), (.65, 0, .53), (.58, 0, .31), (.395, 0, .27)], .046, skin, radii=[1.15, .95, .95, .95, 1.15])
        if full:
            disc(.385, material("coffee", (.035, .014, .006), rough=.08), at=(0, 0, .74))


def tea_cup(colour, at=(0, 0, 0), full=False):
    skin = glaze(dye(colour), specks=40)
    with placed(at):
        foot(.24)
        vessel([(.23, .06), (.30, .12), (.345, .34), (.355, .60), (.35, .84)], .03, skin, shift=lambda a, r, z: (r * (1 + .012 * math.sin(a * 3 + z * 5)), z))
        if full:
            disc(.325, material("tea", (.30, .13, .025), rough=.04), at=(0, 0, .66))


def dripper(colour, at=(0, 0, 0)):
    skin = glaze(dye(colour))
    with placed(at):
        lathe([(.13, .02), (.50, .02), (.52, .04), (.52, .07), (.50, .085), (.22, .10), (.20, .16), (.36, .48), (.56, .86), (.565, .885), (.545, .89), (.53, .875), (.33, .48), (.14, .16), (.12, .06), (.13, .02)], skin)
        tube([(.42, 0, .62), (.62, 0, .66), (.70, 0, .48), (.58, 0, .32), (.30, 0, .34)], .042, skin)


def carafe(at=(0, 0, 0), fill=None):
    with placed(at):
        outside = [(.36, 0), (.42, .04), (.46, .20), (.46, .55), (.38, .90), (.24, 1.20), (.19, 1.42), (.19, 1.62), (.235, 1.76)]
        vessel(outside, .022, clear_glass(), floor=.05)
        if fill:
            lathe([(0, .06), (.36, .06), (.42, .12), (.43, .22), (.43, .56), (.395, .74), (0, .74)], material("drink", fill, rough=0, glass=1))


def cork_ball(at):
    ball(.24, wood((.46, .28, .14), (.34, .19, .09), scale=1.4), at=at)


def caddy(colour, at=(0, 0, 0), turn=0, lid=True):
    skin = paint(dye(colour), rough=.3)
    with placed(at, turn):
        if lid:
            lathe([(0, 0), (.40, 0), (.41, .01), (.41, .92), (0, .92)], skin, sharp=True)
            caddy_lid(skin, (0, 0, .86))
        else:
            tin = steel(.3)
            lathe([(0, 0), (.40, 0), (.41, .01), (.41, .86), (.40, .868), (.385, .868), (.385, .30), (0, .30)], skin, sharp=True)
            lathe([(.398, .80), (.398, 1.0), (.392, 1.008), (.384, 1.0), (.384, .30)], tin, sharp=True)
        band = paper(linear("#efe6d2"))
        lathe([(.412, .22), (.416, .22), (.416, .62), (.412, .62)], band, sharp=True)
        writing("ASSAM", .13, material("print", (.03, .03, .035), rough=.9), at=(0, 0, .45), turn=12, wrap=.417)
        writing("Loose leaf  ·  125 g", .058, material("print", (.03, .03, .035), rough=.9), at=(0, 0, .33), turn=12, wrap=.417)


def caddy_lid(skin, at=(0, 0, 0), turn=0):
    with placed(at, turn):
        lathe([(0, 0), (.422, 0), (.425, .005), (.425, .28), (.41, .30), (.12, .31), (0, .31)], skin, sharp=True)
        tube([(-.09, 0, .305), (-.08, 0, .39), (0, 0, .415), (.08, 0, .39), (.09, 0, .305)], .017, brass())


def scoop(at=(0, 0, 0), turn=0):
    """A small wooden scoop that lies along x, full of tea."""
    of = olive_wood()
    with placed(at, turn):
        loft([(-.75, .02, .10, 0), (-.72, .05, .10, 0), (-.3, .042, .10, 0), (-.05, .05, .11, .01), (.06, .15, .13, .07), (.25, .20, .14, .115), (.42, .16, .14, .10), (.50, .04, .13, .02)], of, .045)
        with placed((.25, 0, .085)):
            tea_leaves(.13, count=110, heap=.05, seed=3)


def pour_over(colour, at=(0, 0, 0)):
    with placed(at):
        vessel([(.42, 0), (.52, .05), (.58, .26), (.54, .58), (.40, .84), (.36, .96)], .022, clear_glass(), floor=.05)
        lathe([(0, .06), (.48, .07), (.545, .26), (.535, .40), (0, .40)], material("coffee", (.05, .018, .006), rough=0, glass=.6))
        dripper(colour, (0, 0, .96))
        filter_paper = paper(linear("#e6d6b8"))
        lathe([(.10, 1.10), (.33, 1.44), (.55, 1.92), (.54, 1.92), (.31, 1.44), (.08, 1.12)], filter_paper)


@shot("products/stoneware-teapot/{}", "linen", 2.75, (-.03, 0, .62), ["Ink", "Clay", "Chalk"])
def _(colour):
    teapot(colour, turn=-8)


@shot("products/morning-mug/{}", "sand", 1.6, (.09, 0, .44), ["Chalk", "Pine", "Clay"])
def _(colour):
    mug(colour, turn=-14)


@shot("products/yunomi-cup/front", "sage", 1.55, (0, 0, .42))
def _():
    tea_cup("Moss")


@shot("products/coffee-dripper/front", "linen", 1.75, (.05, 0, .44))
def _():
    dripper("Chalk")


@shot("products/glass-carafe/front", "mist", 2.7, (0, 0, 1.0), samples=16)
def _():
    carafe()
    cork_ball((0, 0, 1.90))


@shot("products/tea-caddy/{}", "butter", 1.95, (0, 0, .62), ["Pine", "Ochre"])
def _(colour):
    caddy(colour)


@shot("products/stoneware-teapot/use", "clay", 4.0, (.10, .0, .5), view=(.46, -2.1, .95), samples=12)
def _():
    spread(3.3, 2.2, cloth(dye("Sand")), turn=9, at=(.1, 0, 0), ripple=.012)
    teapot("Ink", at=(-.30, .35, .03), turn=-12)
    tea_cup("Moss", at=(.62, -.55, .03), full=True)
    tea_cup("Moss", at=(1.32, .18, .03), full=True)
    lemon((-1.05, -.62, .02), turn=70)


@shot("products/morning-mug/use", "linen", 3.2, (.05, .16, .3), view=(.35, -1.5, 1.35))
def _():
    from .books import open_notebook
    from .desk import pen
    open_notebook("Pine", at=(.12, -.30, 0), turn=-14)
    pen((.68, -.52, .135), turn=52)
    mug("Chalk", at=(-.58, 1.14, 0), turn=-38, full=True)
    mug("Clay", at=(.78, 1.36, 0), turn=-20)


@shot("products/yunomi-cup/use", "moss", 2.7, (0, 0, .35))
def _():
    from .kitchen import tray
    tray((2.3, 1.3), at=(0, 0, 0), turn=10)
    tea_cup("Moss", at=(-.5, -.05, .10), full=True)
    tea_cup("Moss", at=(.42, .12, .10), full=True)


@shot("products/coffee-dripper/use", "sand", 3.3, (.25, 0, .95), samples=12)
def _():
    pour_over("Chalk", (-.2, .2, 0))
    mug("Chalk", at=(.85, -.45, 0), turn=-20, full=True)


@shot("products/glass-carafe/use", "sky", 3.0, (.1, 0, .95), samples=16)
def _():
    from .table import tumbler
    carafe((-.35, .25, 0), fill=(.98, .97, .93))
    cork_ball((-.35, .25, 1.90))
    tumbler((.55, -.35, 0), fill=.45)
    lemon((1.05, .55, 0), turn=30)


@shot("products/tea-caddy/use", "linen", 2.9, (.1, .1, .42), view=(.42, -1.9, 1.25))
def _():
    caddy("Pine", at=(-.62, .75, 0), turn=-6)
    caddy("Ochre", at=(-.18, -.12, 0), turn=4, lid=False)
    tea_leaves(.335, at=(-.18, -.12, .80), count=1300, heap=.07)
    caddy_lid(paint(dye("Ochre"), rough=.3), at=(.62, -.62, 0), turn=30)
    tea_cup("Moss", at=(.78, .62, 0), full=True)
    scoop((-.52, -.82, 0), turn=-30)
    tea_leaves(.16, at=(.08, -1.12, 0), count=14, heap=0, seed=5)
