"""Light: candles, candlestick, mushroom lamp, globe lamp, storm lantern."""
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .props import book, matches, spread

HIGH = (.34, -1.8, 1.2)


def candle(height, at=(0, 0, 0), radius=.26, lit=False, colour=(.72, .46, .16)):
    with placed(at):
        lathe([(0, 0), (radius, 0), (radius + .004, .02), (radius, height - .05), (radius - .02, height), (radius - .07, height - .025), (.05, height - .05), (0, height - .05)], wax(colour))
        tube([(0, 0, height - .06), (.008, 0, height + .02), (.03, .005, height + .09)], .012, material("wick", (.05, .045, .04), rough=.9))
        if lit:
            with placed((.03, 0, height + .07)):
                lathe([(0, 0), (.035, .04), (.045, .10), (.02, .22), (0, .30)], material("flame", (1, .62, .22), glow=9))


def candlestick(at=(0, 0, 0), tall=1.0, taper=True, lit=False):
    with placed(at):
        h = tall
        foot = [(0, 0), (.36, 0), (.375, .015), (.36, .045), (.16, .07), (.06, .11), (.045, .18)]
        stem = [(.045, h * .5), (.075, h * .53), (.045, h * .56), (.045, h * .84), (.08, h * .88)]
        cup = [(.13, h * .92), (.135, h), (.115, h), (.11, h - .06), (0, h - .06)]
        lathe(foot + stem + cup, brass(.2))
        if taper:
            candle(2.0, (0, 0, h - .06), radius=.105, lit=lit, colour=(.78, .72, .60))


def mushroom(colour, at=(0, 0, 0), glow=7):
    with placed(at):
        skin = paint(dye(colour), rough=.3)
        lathe([(0, 0), (.72, 0), (.74, .02), (.73, .06), (.50, .12), (.24, .24), (.17, .45), (.16, 1.2), (.17, 1.75), (0, 1.75)], skin)
        lathe([(0, 2.55), (.25, 2.53), (.62, 2.38), (.95, 2.08), (1.10, 1.74), (1.11, 1.66), (1.08, 1.66), (.92, 1.9), (.6, 2.2), (0, 2.3)], skin)
        lathe([(.17, 1.70), (.19, 1.70), (.19, 1.78), (.17, 1.78)], brass(), sharp=True)
        ball(.30, material("bulb", (1, .74, .44), glow=glow), at=(0, 0, 1.95))


def globe(at=(0, 0, 0)):
    with placed(at):
        lathe([(0, 0), (.58, 0), (.60, .02), (.60, .26), (.58, .28), (0, .28)], walnut(), sharp=True)
        lathe([(0, .28), (.26, .28), (.265, .29), (.265, .42), (.25, .44), (0, .44)], brass(.2), sharp=True)
        ball(.86, material("opal", (1, .80, .56), rough=.3, glow=.5), at=(0, 0, 1.24))
        tube([(-.59, .1, .06), (-.8, .2, .03), (-1.2, .6, .03), (-1.3, 1.4, .03), (-.9, 2.6, .03)], .025, cloth(dye("Charcoal"), weave=90))


def lantern(at=(0, 0, 0), turn=0, lit=False):
    dark = material("frame", (.03, .032, .035), rough=.45, metal=.4)
    with placed(at, turn):
        slab(rounded(1.1, 1.1, .05), .08, dark, bevel=.015)
        slab(rounded(1.1, 1.1, .05), .06, dark, at=(0, 0, 1.72), bevel=.015)
        slab(rounded(.8, .8, .05), .10, dark, at=(0, 0, 1.78), bevel=.03)
        for x in (-1, 1):
            for y in (-1, 1):
                box((.05, .05, 1.66), dark, at=(x * .51, y * .51, .07), bevel=.006)
        pane = material("pane", (.97, .99, .98), rough=0, glass=1)
        for turn_by in (0, 90, 180, 270):
            with placed((0, 0, .08), turn_by):
                box((.96, .012, 1.64), pane, at=(0, -.5, 0), bevel=.002)
        tube([(-.34, 0, 1.86), (-.36, 0, 2.2), (-.18, 0, 2.46), (.18, 0, 2.46), (.36, 0, 2.2), (.34, 0, 1.86)], .03, dark)
        lathe([(0, 1.86), (.06, 1.86), (.06, 1.92), (.03, 1.95), (0, 1.95)], brass())
        candle(.75, (0, 0, .08), lit=lit, colour=(.78, .72, .60))


def scented(at=(0, 0, 0), lit=False):
    with placed(at):
        vessel([(.36, 0), (.40, .03), (.405, .10), (.405, .92)], .028, material("amber", (.62, .25, .06), rough=.03, glass=.92), floor=.06)
        lathe([(0, .07), (.365, .07), (.37, .66), (.34, .65), (0, .64)], wax((.80, .72, .58)))
        tube([(0, 0, .62), (.01, 0, .74)], .012, material("wick", (.05, .045, .04), rough=.9))
        lathe([(.408, .20), (.412, .20), (.412, .60), (.408, .60)], paper(linear("#efe6d2")), sharp=True)
        ink = material("print", (.03, .03, .035), rough=.9)
        writing("Fig & Cedar", .105, ink, at=(0, 0, .43), turn=12, wrap=.413)
        writing("40 hours  ·  220 g", .052, ink, at=(0, 0, .30), turn=12, wrap=.413)


@shot("products/beeswax-candle/front", "sand", 3.1, (0, .1, .98))
def _():
    candle(2.0, (-.45, .35, 0))
    candle(1.5, (.28, .18, 0))
    candle(1.0, (.30, -.55, 0))


@shot("products/brass-candlestick/front", "moss", 5.2, (0, 0, 1.75))
def _():
    candlestick((-.4, .3, 0), 1.5)
    candlestick((.5, -.1, 0), 1.0)


@shot("products/mushroom-lamp/{}", "clay", 4.0, (0, 0, 1.3), ["Chalk", "Brick"])
def _(colour):
    mushroom(colour)


@shot("products/globe-lamp/front", "slate", 3.1, (0, 0, 1.0))
def _():
    globe()


@shot("products/storm-lantern/front", "sage", 3.4, (0, 0, 1.15), samples=14)
def _():
    lantern(turn=18)


@shot("products/scented-candle/front", "blush", 1.7, (.02, 0, .46), samples=16)
def _():
    scented()


@shot("products/beeswax-candle/use", "slate", 3.2, (.05, -.05, .75), view=HIGH)
def _():
    from .table import plate
    plate("Chalk", (0, .15, 0), radius=1.05)
    candle(1.5, (-.3, .35, .075), lit=True)
    candle(1.0, (.32, .25, .075), lit=True)
    matches((.3, -1.2, 0), turn=10)


@shot("products/brass-candlestick/use", "ink", 5.2, (0, .05, 1.75))
def _():
    spread(3.6, 2.0, cloth(dye("Sand")), turn=4)
    candlestick((-.9, .3, .03), 1.0, lit=True)
    candlestick((.0, .6, .03), 1.5, lit=True)
    candlestick((.85, .0, .03), 1.0, lit=True)


@shot("products/globe-lamp/use", "ink", 3.6, (.15, .1, .95))
def _():
    globe((-.45, .5, 0))
    book(1.5, 1.05, .22, dye("Clay"), at=(.75, -.35, 0), turn=12)
    book(1.35, .98, .16, dye("Sand"), at=(.72, -.33, .22), turn=-4)


@shot("products/storm-lantern/use", "ink", 3.8, (.1, .1, 1.15), samples=14)
def _():
    lantern((-.4, .35, 0), turn=24, lit=True)
    candle(.75, (.85, -.2, 0), colour=(.78, .72, .60))
    matches((.6, -.95, 0), turn=-10)


@shot("products/scented-candle/use", "clay", 2.4, (.05, .05, .35), view=HIGH, samples=14)
def _():
    book(1.7, 1.25, .2, dye("Slate"), at=(-.1, .1, 0), turn=-14)
    scented((-.2, .15, .2))
    matches((.55, -.5, .0), turn=24)


@shot("products/mushroom-lamp/use", "ink", 4.7, (.25, .1, 1.2), samples=32)
def _():
    mushroom("Brick", (-.35, .35, 0), glow=90)
    book(1.6, 1.15, .2, dye("Sky"), at=(1.15, -.35, 0), turn=-10)
    book(1.45, 1.02, .17, dye("Ochre"), at=(1.17, -.33, .2), turn=8)
