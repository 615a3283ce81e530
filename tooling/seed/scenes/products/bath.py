"""Bath: soap, soap dish, towels, lotion."""
from kit.materials import *
from kit.shapes import *
from kit.shots import shot
from .props import sprig

HIGH = (.34, -1.8, 1.2)


def soap(at=(0, 0, 0), turn=0, colour="#b9b48a", lean=(0, 0), stamp=True):
    bar = material("soap", muted(linear(colour), .9, .9), rough=.48, specular=.35)
    bumpy(bar, 10, .06, .03)
    with placed(at, turn, lean):
        box((.86, .56, .30), bar, bevel=.055)
        if stamp:
            writing("OLIVA", .15, material("stamp", shade(muted(linear(colour)), .55), rough=.7), at=(0, 0, .2985), lean=(0, 0), depth=.002)


def soap_dish(colour, at=(0, 0, 0), turn=0):
    with placed(at, turn):
        made = lathe([(0, 0), (.52, 0), (.60, .03), (.69, .12), (.71, .17), (.69, .18), (.63, .13), (.54, .075), (0, .07)], glaze(dye(colour)))
        made.scale = (1, .74, 1)
        for y in (-.2, 0, .2):
            tube([(-.36, y, .085), (0, y, .105), (.36, y, .085)], .032, glaze(dye(colour)))


def towels(colour, at=(0, 0, 0), turn=0, count=2, seed=1):
    with placed(at, turn):
        for i in range(count):
            with placed((.03 * i, .02 * i, i * .62), 2 * i - 1):
                folded(3.0, 2.0, .15, 4, terry(dye(colour)), seed=seed + 3 * i)


def terry(colour):
    made = cloth(colour, weave=18, strength=.2)
    bumpy(made, 34, .9, .05, kind="ShaderNodeTexVoronoi", output="Distance")
    return made


def bottle(at=(0, 0, 0), turn=0):
    with placed(at, turn):
        vessel([(.34, 0), (.375, .03), (.38, .10), (.38, 1.10), (.34, 1.24), (.18, 1.36), (.15, 1.42), (.15, 1.52)], .025, material("amber", (.50, .17, .035), rough=.04, glass=.85), floor=.05)
        lathe([(0, .06), (.345, .06), (.35, .95), (0, .95)], material("lotion", (.70, .62, .50), rough=.4))
        black = material("pump", (.018, .018, .02), rough=.35)
        lathe([(0, 1.50), (.19, 1.50), (.19, 1.70), (.16, 1.73), (.07, 1.74), (.05, 1.78), (.05, 2.02), (0, 2.02)], black, sharp=True)
        with placed((0, 0, 2.02), 200):
            lathe([(0, -.02), (.12, -.02), (.12, .06), (.10, .08), (0, .085)], black, sharp=True)
            tube([(0, 0, .03), (.25, 0, .03), (.42, 0, .01), (.47, 0, -.05)], .045, black, flat=.8)
        lathe([(.384, .26), (.388, .26), (.388, .86), (.384, .86)], paper(linear("#ece4d4")), sharp=True)
        ink = material("print", (.03, .03, .035), rough=.9)
        for text, size, up in (("HAND", .14, .70), ("LOTION", .14, .56), ("Oat & rosemary  ·  300 ml", .046, .40)):
            writing(text, size, ink, at=(0, 0, up), turn=12, wrap=.389)


@shot("products/olive-oil-soap/front", "sage", 2.25, (0, -.02, .25), view=HIGH)
def _():
    soap((-.12, .22, 0), turn=12)
    soap((.06, .16, .30), turn=-16)
    soap((.30, -.55, .0), turn=34, colour="#c9a878")


@shot("products/bath-towel/{}", "mist", 4.4, (0, 0, .6), ["Chalk", "Slate"], view=(.5, -2.0, .9))
def _(colour):
    towels(colour, turn=-18)


@shot("products/hand-lotion/front", "linen", 2.7, (0, 0, 1.0), samples=10)
def _():
    bottle()


@shot("products/olive-oil-soap/use", "linen", 2.7, (.2, .0, .2), view=HIGH)
def _():
    soap_dish("Slate", at=(-.15, .1, 0), turn=12)
    soap((-.15, .1, .125), turn=18)
    with placed((-.1, -.85, .06), 22, (0, 86)):
        sprig(1.3, bend=.1, seed=3, leaves=8, size=.7)


@shot("products/bath-towel/use", "sage", 4.8, (.1, .1, .9), view=(.5, -2.0, .9))
def _():
    towels("Slate", at=(0, .1, 0), turn=-10, count=1, seed=4)
    towels("Chalk", at=(.05, .1, .62), turn=-4, count=1, seed=9)
    towels("Slate", at=(.0, .1, 1.24), turn=-12, count=1, seed=13)
    soap((.2, -.1, 1.87), turn=20)


@shot("products/hand-lotion/use", "sky", 3.5, (.15, .1, 1.08), samples=10)
def _():
    bottle((-.45, .25, 0), turn=8)
    soap_dish("Chalk", at=(.75, -.3, 0), turn=10)
    soap((.75, -.3, .125), turn=16)
    with placed((.55, .75, 0), 0):
        sprig(2.2, turn=30, bend=.3, seed=6)
        from .table import tumbler
        tumbler()
