"""Paper: notebook."""
from kit.materials import *
from kit.shapes import *


def notebook(colour, at=(0, 0, 0), turn=0, size=(1.05, 1.48), height=.14, lean=(0, 0)):
    cover = cloth(dye(colour), weave=70, strength=.22)
    width, depth = size
    with placed(at, turn, lean):
        slab(rounded(width - .03, depth - .03, .07), height - .05, material("leaves", linear("#ece4d3"), rough=.95), at=(.005, 0, .025), bevel=.004)
        for up in (0, height - .03):
            slab(rounded(width, depth, .075), .03, cover, at=(0, 0, up), bevel=.01)
        box((.05, depth - .01, height), cover, at=(-width / 2 + .022, 0, 0), bevel=.022)
        box((.035, depth + .006, height + .012), cloth((.02, .02, .022), weave=120), at=(width / 2 - .16, 0, -.006), bevel=.006)
        ribbon = cloth((.30, .22, .12), weave=120)
        tube([(-.1, -depth / 2 + .1, .07), (-.1, -depth / 2 - .06, .06), (-.06, -depth / 2 - .2, .012)], .022, ribbon, flat=.15)
