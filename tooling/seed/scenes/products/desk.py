"""Desk: notebook, pen, pencils, ruler, tray, pen pot, clock, bookends."""
import math
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .books import notebook
from .props import book, disc

HIGH = (.30, -1.75, 1.45)
INK = (.012, .012, .014)


def pen(at=(0, 0, 0), turn=0, capped=False):
    resin = paint((.014, .018, .026), rough=.12)
    gold = brass(.18)
    with placed((at[0], at[1], at[2] + .072), turn, (0, 90)):
        lathe([(0, -.78), (.045, -.775), (.058, -.70), (.066, -.2), (.068, .22), (.062, .24), (0, .24)], resin)
        lathe([(0, .235), (.064, .235), (.064, .265), (0, .265)], gold, sharp=True)
        lathe([(0, .26), (.056, .26), (.048, .48), (.050, .52), (0, .52)], resin)
        with placed((0, 0, .5), 0, (0, -90)):
            slab([(0, -.045), (.12, -.05), (.20, -.03), (.30, -.004), (.30, .004), (.20, .03), (.12, .05), (0, .045)], .012, gold, at=(0, 0, .02), bevel=.004)
            tube([(0, 0, -.005), (.12, 0, -.005), (.22, 0, .012)], .03, paint(INK), radii=[1, .8, .3], flat=.6)


def cap(at=(0, 0, 0), turn=0):
    with placed((at[0], at[1], at[2] + .078), turn, (0, 90)):
        lathe([(0, 0), (.074, 0), (.076, .02), (.072, .52), (.055, .60), (0, .61)], paint((.014, .018, .026), rough=.12))
        lathe([(.0, .02), (.079, .02), (.079, .08), (0, .08)], brass(.18), sharp=True)
        with placed((0, 0, 0), 160):
            tube([(.06, 0, .55), (.11, 0, .52), (.10, 0, .12)], .018, brass(.18), flat=.7)


def pencil(colour, at=(0, 0, 0), turn=0, length=1.75, upright=False):
    with placed((at[0], at[1], at[2] + (0 if upright else .036)), turn, (0, 0) if upright else (0, 90)):
        half = length / 2
        with placed((0, 0, 0) if not upright else (0, 0, half)):
            lathe([(0, -half), (.037, -half), (.04, -half + .01), (.04, half - .24), (0, half - .24)], paint(colour, rough=.25), segments=6, sharp=True)
            lathe([(.04, half - .245), (.012, half - .06), (0, half - .06)], wood((.62, .42, .25), (.5, .32, .18), "Z"), segments=24)
            lathe([(.0135, half - .07), (.003, half), (0, half)], paint(INK, rough=.4), segments=24)


def desk_tray(at=(0, 0, 0), turn=0):
    grain = oak()
    with placed(at, turn):
        slab(rounded(2.66, 1.26, .04), .06, grain, bevel=.01)
        for side in (-1, 1):
            box((2.7, .07, .26), grain, at=(0, side * .615, 0), bevel=.02)
            box((.07, 1.17, .25), grain, at=(side * 1.30, 0, 0), bevel=.02)
        box((.06, 1.17, .22), grain, at=(.35, 0, 0), bevel=.02)
        box((.94, .06, .22), grain, at=(.83, .05, 0), bevel=.02)


def pen_pot(colour, at=(0, 0, 0), filled=True):
    from .kitchen import crock
    with placed(at):
        crock(.42, 1.02, colour)
        if filled:
            for i, (turn, lean, shade_of) in enumerate(((10, 10, "Ochre"), (95, 12, "Pine"), (190, 9, "Brick"), (290, 13, "Ink"))):
                with placed((0, 0, .12), turn, (0, lean)):
                    pencil(dye(shade_of), upright=True)


def clock(colour, at=(0, 0, 0), turn=0):
    body = paint(dye(colour), rough=.3)
    with placed(at, turn):
        with placed((0, 0, .62), 0, (90, 0)):
            lathe([(0, -.26), (.42, -.26), (.52, -.18), (.55, -.05), (.55, .20), (.53, .24), (.48, .245), (.47, .20), (0, .20)], body)
            lathe([(0, .19), (.475, .19), (.475, .205), (0, .205)], material("face", (.78, .76, .70), rough=.6), sharp=True)
            dark = paint(INK)
            for i in range(12):
                angle = math.radians(30 * i)
                long = .09 if i % 3 == 0 else .05
                with placed((.40 * math.sin(angle), .40 * math.cos(angle), .204), -30 * i):
                    box((.022 if i % 3 == 0 else .014, long, .004), dark, bevel=.001)
            for degrees, long, thick, of in ((-305, .25, .030, dark), (-60, .36, .022, dark), (-180, .22, .012, brass())):
                with placed((0, 0, .21), degrees):
                    box((thick, long, .006), of, at=(0, long / 2 - .04, 0), bevel=.002)
            disc(.03, brass(), at=(0, 0, .21), height=.02)
            lathe([(.54, .20), (.565, .22), (.565, .25), (.54, .265), (.49, .26), (.475, .24)], brass(.2))
        for side in (-1, 1):
            tube([(side * .30, 0, .16), (side * .40, 0, .02)], .045, brass(.25))
        lathe([(0, 1.16), (.09, 1.16), (.09, 1.22), (.11, 1.24), (.11, 1.29), (.09, 1.31), (0, 1.31)], brass(.2))


@shot("products/field-notebook/{}", "linen", 2.5, (0, 0, .05), ["Ink", "Clay", "Moss"], view=HIGH)
def _(colour):
    notebook(colour, turn=-24)


@shot("products/fountain-pen/front", "sand", 2.1, (.02, .05, .05), view=HIGH)
def _():
    pen((0, .08, 0), turn=28)
    cap((.15, -.42, 0), turn=18)


@shot("products/drawing-pencil/front", "blush", 2.3, (0, 0, .03), view=HIGH)
def _():
    for i, colour in enumerate(("Ink", "Pine", "Ochre", "Brick", "Slate")):
        pencil(dye(colour), at=(.04 * (i % 2), .30 - .15 * i, 0), turn=14)


@shot("products/desk-tray/front", "sage", 3.5, (0, 0, .12), view=HIGH)
def _():
    desk_tray(turn=-16)


@shot("products/pen-pot/{}", "mist", 2.5, (0, 0, .85), ["Slate", "Chalk"])
def _(colour):
    pen_pot(colour)


@shot("products/travel-alarm-clock/{}", "butter", 1.8, (0, 0, .62), ["Brick", "Slate"])
def _(colour):
    clock(colour, turn=18)


@shot("products/field-notebook/use", "sand", 3.2, (.05, .0, .1), view=HIGH)
def _():
    from .tea import mug
    notebook("Moss", at=(-.45, .25, 0), turn=14)
    notebook("Clay", at=(-.35, .15, .14), turn=-6)
    pen((-.3, .05, .28), turn=60)
    mug("Chalk", at=(.95, .55, 0), turn=-40, full=True)
    pencil(dye("Ochre"), at=(.58, -.78, 0), turn=22)


@shot("products/fountain-pen/use", "linen", 2.5, (0, .02, .1), view=HIGH)
def _():
    notebook("Ink", at=(-.15, .1, 0), turn=-18)
    pen((.0, .05, .14), turn=38)
    cap((.85, -.35, 0), turn=70)


@shot("products/drawing-pencil/use", "clay", 2.9, (.05, .05, .7))
def _():
    pen_pot("Chalk", (-.35, .3, 0))
    for i, colour in enumerate(("Ink", "Brick", "Ochre")):
        pencil(dye(colour), at=(.55, -.35 - .16 * i, 0), turn=12 + 1.5 * i)


@shot("products/desk-tray/use", "linen", 3.5, (0, .05, .15), view=HIGH)
def _():
    with placed((0, 0, 0), -10):
        desk_tray()
        for i, colour in enumerate(("Ink", "Ochre", "Brick")):
            pencil(dye(colour), at=(-.5, .32 - .2 * i, .06), turn=2 * i)
        pen((-.45, -.38, .06), turn=3)
        with placed((.83, -.30, .06)):
            disc(.2, brass(), height=.04)
        notebook("Clay", at=(.83, .34, .06), turn=90, size=(.42, .72), height=.08, marker=False)


@shot("products/pen-pot/use", "sand", 3.3, (.1, .05, .7))
def _():
    pen_pot("Slate", (-.6, .35, 0))
    pen_pot("Chalk", (.2, .75, 0), filled=False)
    notebook("Ink", at=(.75, -.35, 0), turn=-16)


@shot("products/travel-alarm-clock/use", "clay", 2.6, (.05, .05, .55))
def _():
    book(1.8, 1.3, .22, dye("Slate"), at=(-.1, .1, 0), turn=10)
    book(1.6, 1.15, .16, dye("Chalk"), at=(-.12, .12, .22), turn=-4)
    clock("Brick", at=(-.2, .1, .38), turn=14)
