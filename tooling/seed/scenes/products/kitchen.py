"""Kitchen: casserole, pan, knife, spoons, board, pepper mill, mortar, rolling pin."""
import math
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .food import basil, tomato, tomato_soup
from .props import disc, egg, lemon, pear, spread

#: Seen from higher up, for what lies flat.
HIGH = (.30, -1.75, 1.45)


def tray(size, at=(0, 0, 0), turn=0):
    with placed(at, turn):
        slab(rounded(*size, .16), .10, oak(), bevel=.03)


def casserole(colour, at=(0, 0, 0), turn=0, lid=True):
    skin = enamel(dye(colour))
    with placed(at, turn):
        vessel([(.98, 0), (1.08, .04), (1.13, .20), (1.15, .60), (1.16, .98)], .05, skin, floor=.08)
        for side in (-1, 1):
            tube([(side * 1.10, -.34, .80), (side * 1.34, -.30, .83), (side * 1.40, 0, .83), (side * 1.34, .30, .83), (side * 1.10, .34, .80)], .065, skin, flat=.62)
        if lid:
            lathe([(0, .99), (1.16, .99), (1.185, 1.01), (1.185, 1.05), (1.14, 1.085), (.90, 1.13), (.55, 1.18), (.2, 1.21), (0, 1.215)], skin)
            lathe([(0, 1.19), (.10, 1.19), (.08, 1.25), (.10, 1.30), (.20, 1.33), (.22, 1.37), (.20, 1.41), (0, 1.42)], brass())


def pan(at=(0, 0, 0), turn=0, radius=1.2):
    with placed(at, turn):
        dark = steel(.34, (.10, .095, .095))
        vessel([(radius * .76, 0), (radius * .82, .03), (radius * .94, .28), (radius, .48)], .028, dark, floor=.035)
        tube([(radius * .86, 0, .30), (radius + .25, 0, .46), (radius + 1.0, 0, .72), (radius + 1.75, 0, .82)], .125, dark, flat=.28, radii=[1.15, .8, .9, 1.1])
        for across, up in ((-.06, .02), (.06, .02)):
            ball(.035, steel(.3), at=(radius * .845, across, .34), stretch=(.6, 1, 1))


def knife(at=(0, 0, 0), turn=0):
    blade = [(0, 0), (.10, -.02), (1.2, -.025), (1.75, .10), (2.05, .34), (1.55, .43), (.8, .46), (0, .46)]
    with placed(at, turn):
        slab(curved(blade), .022, steel(.24), at=(0, 0, .03), bevel=.007)
        slab(curved([(-.10, .14), (-.02, .12), (-.02, .46), (-.10, .45)]), .11, steel(.3), at=(0, 0, -.01), bevel=.02)
        slab(curved([(-1.22, .05), (-1.10, .02), (-.60, .16), (-.09, .15), (-.09, .45), (-.6, .44), (-1.1, .42), (-1.24, .34)]), .15, walnut(), at=(0, 0, -.03), bevel=.05)
        for x in (-.95, -.6, -.25):
            disc(.032, brass(), at=(x, .28, .112), height=.014)


def spoon(at=(0, 0, 0), turn=0, length=2.9, of=None, lean=(0, 0)):
    of = of or olive_wood()
    with placed(at, turn, lean):
        tube([(-length * .62, 0, .11), (-length * .2, 0, .08), (length * .16, 0, .09)], .075, of, flat=.7, radii=[1.15, .82, 1.05])
        with placed((length * .27, 0, .075)):
            bowl = lathe([(0, .015), (.15, .012), (.27, .07), (.31, .14), (.30, .155), (.285, .15), (.24, .09), (.13, .055), (0, .05)], of)
            bowl.scale = (1.35, .92, .8)


def board(at=(0, 0, 0), turn=0, size=(3.6, 2.3), lean=(0, 0)):
    with placed(at, turn, lean):
        slab(rounded(*size, .18), .20, oak(), bevel=.035)
        groove = material("groove", (.16, .09, .04), rough=.7)
        with placed((size[0] / 2 - .32, 0, 0)):
            disc(.11, groove, at=(0, 0, .192), height=.012)


def mill(at=(0, 0, 0), of=None, tall=2.1):
    of = of or walnut("Z")
    k = tall / 2.1
    with placed(at):
        lathe([(0, 0), (.26, 0), (.28, .03), (.28, .12), (.25, .22 * k), (.19, .55 * k), (.165, .85 * k), (.20, 1.12 * k), (.235, 1.28 * k), (.22, 1.36 * k), (0, 1.36 * k)], of)
        lathe([(0, 1.36 * k), (.17, 1.36 * k), (.175, 1.375 * k), (.175, 1.40 * k), (0, 1.40 * k)], brass(), sharp=True)
        lathe([(0, 1.40 * k), (.20, 1.40 * k), (.235, 1.46 * k), (.25, 1.60 * k), (.20, 1.76 * k), (.10, 1.82 * k), (0, 1.83 * k)], of)
        lathe([(0, 1.82 * k), (.06, 1.82 * k), (.075, 1.86 * k), (.07, 1.92 * k), (0, 1.94 * k)], brass())


def mortar(at=(0, 0, 0)):
    granite = stone((.42, .42, .41), (.17, .17, .18), scale=22)
    with placed(at):
        vessel([(.46, 0), (.52, .04), (.50, .16), (.62, .36), (.70, .66), (.72, .88)], .10, granite, floor=.24)
        with placed((.06, .0, .36), 18, (0, 33)):
            lathe([(0, -.10), (.12, -.08), (.175, .02), (.16, .18), (.095, .5), (.085, .85), (.12, 1.08), (.12, 1.18), (.07, 1.25), (0, 1.26)], granite)


def rolling_pin(at=(0, 0, 0), turn=0):
    with placed((at[0], at[1], at[2] + .25), turn, (0, 90)):
        lathe([(0, -2.1), (.10, -2.08), (.12, -1.95), (.21, -1.55), (.245, -.9), (.25, 0), (.245, .9), (.21, 1.55), (.12, 1.95), (.10, 2.08), (0, 2.1)], wood((.58, .40, .23), (.42, .27, .14), "Z"))


@shot("products/slow-pot/{}", "butter", 3.6, (0, 0, .66), ["Brick", "Pine"])
def _(colour):
    casserole(colour, turn=-24)


@shot("products/everyday-pan/front", "linen", 5.3, (.72, .1, .3), view=HIGH)
def _():
    pan(turn=-28)


@shot("products/kitchen-knife/front", "slate", 3.7, (.35, .2, .1), view=HIGH)
def _():
    knife(turn=22)


@shot("products/serving-spoon/front", "clay", 4.5, (-.3, 0, .1), view=HIGH)
def _():
    spoon((-.1, .35, 0), turn=24)
    spoon((.25, -.40, 0), turn=32, length=2.5)


@shot("products/oak-board/front", "sage", 4.7, (0, .1, .15), view=HIGH)
def _():
    board(turn=16)


@shot("products/pepper-mill/front", "sand", 2.6, (0, 0, .98))
def _():
    mill()


@shot("products/granite-mortar/front", "moss", 2.3, (.05, 0, .66))
def _():
    mortar()


@shot("products/rolling-pin/front", "blush", 4.9, (0, 0, .2), view=HIGH)
def _():
    rolling_pin(turn=24)


@shot("products/slow-pot/use", "sand", 5.0, (-.1, .05, .55), view=(.36, -1.9, 1.3))
def _():
    board((.0, 0, 0), turn=4, size=(4.0, 2.9))
    with placed((-.25, .1, .20), 14):
        casserole("Pine", lid=False)
        tomato_soup(1.12, .70)
        for i, (x, y) in enumerate(((.45, .55), (.80, .20), (.12, .66), (-.55, -.15), (-.30, -.40), (.82, -.16))):
            basil((x, y, .715), turn=140 * i, size=.30 + .05 * (i % 2))
        with placed(turn=-58):
            spoon((-.30, 0, .86), length=2.9, lean=(0, 19))
    tomato((1.42, -.92, .20), turn=20)
    tomato((.80, -1.12, .20), turn=70, size=.86)
    basil((1.2, -1.25, .22), turn=200, size=.4)
    basil((1.28, -1.22, .225), turn=300, size=.34)


@shot("products/everyday-pan/use", "sage", 5.0, (-.15, .05, .3), view=HIGH)
def _():
    pan(turn=-150, at=(.55, .35, 0))
    egg((.9, -1.35, 0), turn=40)
    egg((1.42, -1.1, 0), turn=-20, colour="#e8d5bd")
    with placed((.62, .30, .05)):
        white = material("white", (.78, .77, .72), rough=.22)
        lathe([(0, .05), (.30, .05), (.50, .035), (.60, .0), (0, 0)], white, shift=lambda a, r, z: (r * (1 + .10 * math.sin(2 * a) + .06 * math.sin(5 * a + 1)), z))
        ball(.20, material("yolk", linear("#d98a1c"), rough=.16), at=(.04, .02, .06), stretch=(1, 1, .55))


@shot("products/kitchen-knife/use", "linen", 4.2, (0, .1, .2), view=HIGH)
def _():
    board(turn=8)
    knife((-.1, -.65, .21), turn=14)
    lemon((-.55, .45, .20), turn=20)
    lemon((.25, .62, .20), turn=-60)


@shot("products/serving-spoon/use", "linen", 4.2, (0, 0, 1.35))
def _():
    crock(.52, 1.15, "Chalk")
    for turn, lean in ((20, 12), (150, 14), (265, 10)):
        with placed((0, 0, .12), turn, (0, lean)):
            with placed((0, 0, 1.75), 0, (0, -90)):
                spoon(length=2.6)


def crock(radius, height, colour, at=(0, 0, 0)):
    with placed(at):
        lathe([(0, 0), (radius * .9, 0), (radius * .93, .02), (radius * .93, .06), (0, .07)], raw_clay())
        vessel([(radius * .9, .05), (radius * .98, .12), (radius, .4), (radius * .99, height)], .045, glaze(dye(colour)))


@shot("products/oak-board/use", "clay", 4.3, (0, .1, .35), view=(.34, -1.8, 1.2))
def _():
    board(turn=-10)
    pear((-.5, .35, .20), turn=10)
    pear((.15, .55, .20), turn=140, lean=(4, 0))
    pear((.78, .18, .20), turn=250, lean=(0, 5))
    knife((-.1, -.72, .21), turn=-6)


@shot("products/pepper-mill/use", "clay", 3.1, (0, 0, .85))
def _():
    from .table import salt_cellar
    mill((-.45, .3, 0))
    mill((.35, .55, 0), oak("Z"), tall=1.6)
    salt_cellar((.5, -.5, 0))


@shot("products/granite-mortar/use", "linen", 3.5, (.05, 0, .5), view=(.36, -1.8, 1.2))
def _():
    spread(2.2, 1.6, cloth(dye("Moss")), at=(-.2, 0, 0), turn=-14)
    mortar((-.25, .15, .03))
    lemon((.95, -.15, 0), turn=40)


@shot("products/rolling-pin/use", "sand", 4.9, (0, .1, .3), view=HIGH)
def _():
    board(turn=-8)
    rolling_pin((.05, .35, .20), turn=16)
    egg((-.6, -.65, .20), turn=30)
    egg((-.02, -.78, .20), turn=-50, colour="#e8d5bd")
