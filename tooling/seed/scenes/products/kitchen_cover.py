"""The cover of the kitchen: what the shop is about, in one picture."""
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .books import notebook
from .kitchen import board, casserole, mill
from .light import candlestick
from .props import lemon, pear, spread, sprig
from .table import bowl, jug
from .tea import mug, teapot


@shot("categories/kitchen", "linen", 6.9, (-.25, .2, 1.05), view=(.30, -2.0, .98))
def _():
    spread(5.2, 3.0, cloth(dye("Sand")), at=(-.4, -.1, 0), turn=-5)
    board((-1.55, .95, .02), turn=8, size=(3.0, 2.0))
    jug("Chalk", at=(-2.1, 1.25, .24), turn=-150)
    for turn, bend, seed in ((20, .45, 1), (150, .5, 2), (260, .35, 3)):
        sprig(2.2, at=(-2.1, 1.25, .9), turn=turn, bend=bend, seed=seed)
    teapot("Ink", at=(-.75, .05, .03), turn=-12)
    mug("Clay", at=(.75, -.65, .03), turn=-22, full=True)
    bowl("Chalk", at=(1.35, .75, .03))
    for x, y, turn in ((1.2, .6, 20), (1.55, .85, 150)):
        lemon((x, y, .35), turn=turn)
    casserole("Pine", at=(1.75, 2.3, 0), turn=-14)
    candlestick((-3.0, .6, 0), 1.2)
    mill((-1.1, 1.45, .23))
    notebook("Moss", at=(1.95, -1.15, 0), turn=-20)
    pear((-2.55, -.55, .03), turn=40)
    pear((-1.95, -.75, .03), turn=200, lean=(0, 4))
