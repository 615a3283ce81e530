"""Garden: terracotta pots, watering can, cactus, bucket."""
import math
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .props import disc, sprig

TERRACOTTA = (.40, .16, .075)


def soil(radius, at):
    earth = material("soil", (.030, .020, .013), rough=.95)
    bumpy(earth, 26, 1, .06)
    disc(radius, earth, at=at, height=.04)


def pot(radius=.75, at=(0, 0, 0), saucer=True, filled=True):
    clay = raw_clay(TERRACOTTA)
    with placed(at):
        k = radius
        if saucer:
            vessel([(k * .86, 0), (k * .98, .03), (k * 1.04, .20)], .06, clay, floor=.06)
        with placed((0, 0, .07 if saucer else 0)):
            vessel([(k * .64, 0), (k * .67, .02), (k * .92, 1.30 * k), (k * .93, 1.34 * k), (k * 1.02, 1.35 * k), (k * 1.03, 1.37 * k), (k * 1.07, 1.66 * k)], k * .09, clay)
            if filled:
                soil(k * .92, (0, 0, 1.48 * k))


def cactus(at=(0, 0, 0), tall=1.0):
    def ribs(angle, r, z):
        return r * (1 + .09 * abs(math.cos(angle * 7)) - .05), z
    green = material("cactus", muted(linear("#5f7a4c"), .8, .7), rough=.6, specular=.3)
    with placed(at):
        lathe([(0, -.1), (.26, -.08), (.36, .15), (.40, tall * .5), (.36, tall * .8), (.22, tall * .97), (.06, tall * 1.0), (0, tall * .985)], green, segments=140, shift=ribs)
        spine = material("spine", (.72, .66, .50), rough=.6)
        for rib in range(14):
            angle = math.pi * rib / 7
            for i in range(6):
                z = tall * (.12 + .15 * i)
                r = (.385 if z < tall * .7 else .33 if z < tall * .82 else .22) * 1.05
                with placed((r * math.cos(angle), r * math.sin(angle), z), math.degrees(angle)):
                    for lift in (-.35, .1, .5):
                        tube([(0, 0, 0), (.085, lift * .06, lift * .085)], .0045, spine, fine=2)


def can(colour, at=(0, 0, 0), turn=0):
    skin = enamel(dye(colour))
    with placed(at, turn):
        vessel([(.82, 0), (.88, .03), (.90, .12), (.88, 1.2), (.80, 1.48), (.62, 1.58)], .03, skin, floor=.05)
        lathe([(.885, .16), (.915, .19), (.885, .22)], skin)
        tube([(-.80, 0, .30), (-1.25, 0, .62), (-1.75, 0, 1.35), (-2.05, 0, 1.92)], .12, skin, radii=[1.5, 1.05, .8, .72])
        with placed((-2.03, 0, 1.88), 0, (0, -30)):
            lathe([(0, -.05), (.09, -.05), (.12, .06), (.26, .26), (.27, .30), (.20, .335), (0, .345)], skin)
        tube([(.80, 0, .45), (1.25, 0, .62), (1.35, 0, 1.1), (1.0, 0, 1.75), (.35, 0, 2.05), (-.25, 0, 1.95), (-.60, 0, 1.52)], .065, skin)
        tube([(-.72, 0, 1.3), (-1.68, 0, 1.28)], .035, skin)


def bucket(at=(0, 0, 0), turn=0):
    zinc = steel(.42, (.50, .52, .54))
    bumpy(zinc, 5, .3, .05, kind="ShaderNodeTexVoronoi", output="Distance")
    with placed(at, turn):
        vessel([(.98, 0), (1.0, .04), (1.0, .10), (1.36, 2.3), (1.38, 2.38)], .03, zinc, floor=.06)
        for z, r in ((.55, 1.085), (1.75, 1.282)):
            lathe([(r - .01, z - .05), (r + .03, z), (r - .01, z + .05)], zinc)
        lathe([(1.35, 2.36), (1.42, 2.37), (1.43, 2.41), (1.40, 2.44), (1.36, 2.43)], zinc)
        for side in (-1, 1):
            disc_at = (side * 1.36, 0, 2.08)
            ball(.10, zinc, at=disc_at, stretch=(.5, 1, 1))
        tube([(-1.40, 0, 2.08), (-1.44, -.15, 2.5), (-1.0, -.62, 3.35), (0, -.85, 3.7), (1.0, -.62, 3.35), (1.44, -.15, 2.5), (1.40, 0, 2.08)], .035, steel(.35))
        with placed((0, -.845, 3.695), 0, (0, 90)):
            lathe([(0, -.42), (.08, -.42), (.11, -.3), (.12, 0), (.11, .3), (.08, .42), (0, .42)], wood(axis="Z"))


@shot("products/terracotta-pot/front", "sage", 3.2, (0, 0, .62))
def _():
    pot(.78, (-.35, .25, 0), filled=False)
    pot(.5, (.85, -.3, 0), filled=False)


@shot("products/watering-can/{}", "butter", 5.0, (-.3, 0, 1.05), ["Pine", "Chalk"])
def _(colour):
    can(colour, turn=14)


@shot("products/desk-cactus/front", "clay", 2.5, (0, 0, .85))
def _():
    pot(.52)
    cactus((0, 0, .86), 1.0)


@shot("products/zinc-bucket/front", "sky", 5.2, (0, 0, 1.7))
def _():
    bucket(turn=24)


@shot("products/terracotta-pot/use", "sand", 4.6, (.1, .05, 1.3))
def _():
    pot(.78, (-.6, .3, 0))
    for turn, bend, seed in ((0, .55, 2), (75, .5, 4), (150, .6, 6), (220, .5, 7), (300, .45, 9)):
        sprig(1.9, at=(-.6 + .12 * math.cos(turn), .3 + .12 * math.sin(turn), 1.15), turn=turn, bend=bend, seed=seed, size=1.1)
    pot(.52, (1.05, -.2, 0))
    cactus((1.05, -.2, .86), .8)


@shot("products/watering-can/use", "sage", 6.2, (-.05, .1, 1.35))
def _():
    can("Pine", at=(.95, .75, 0), turn=10)
    pot(.66, (-1.7, -.9, 0))
    for turn, bend, seed in ((20, .8, 3), (95, .9, 4), (160, .9, 5), (225, .95, 6), (300, .85, 8)):
        sprig(1.25, at=(-1.7 + .1 * math.cos(turn), -.9 + .1 * math.sin(turn), 1.0), turn=turn, bend=bend, seed=seed, size=.9)
    pot(.45, (.5, -1.2, 0))
    cactus((.5, -1.2, .745), .7)


@shot("products/desk-cactus/use", "slate", 3.2, (.05, .05, .75))
def _():
    pot(.52, (-.45, .35, 0))
    cactus((-.45, .35, .86), 1.05)
    pot(.42, (.62, -.2, 0))
    cactus((.62, -.2, .70), .62)


@shot("products/zinc-bucket/use", "moss", 6.0, (.1, .1, 2.3))
def _():
    bucket(turn=20)
    for i in range(9):
        sprig(2.6, at=(.6 * math.cos(i * 2.4), .6 * math.sin(i * 2.4), 1.2), turn=40 * i, bend=.25 + .05 * (i % 3), seed=i, size=1.5, leaves=8)
