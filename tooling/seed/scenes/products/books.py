"""Paper: notebook."""
from kit.materials import *
from kit.shapes import *


def notebook(colour, at=(0, 0, 0), turn=0, size=(1.05, 1.48), height=.14, marker=True):
    cover = cloth(dye(colour), weave=70, strength=.22)
    width, depth = size
    with placed(at, turn):
        slab(rounded(width - .03, depth - .03, .07), height - .05, material("leaves", linear("#ece4d3"), rough=.95), at=(.005, 0, .025), bevel=.004)
        for up in (0, height - .03):
            slab(rounded(width, depth, .075), .03, cover, at=(0, 0, up), bevel=.01)
        box((.05, depth - .01, height), cover, at=(-width / 2 + .022, 0, 0), bevel=.022)
        box((.035, depth + .006, height + .012), cloth((.02, .02, .022), weave=120), at=(width / 2 - .16, 0, -.006), bevel=.006)
        if marker:
            ribbon = cloth((.30, .22, .12), weave=120)
            tube([(-.1, -depth / 2 + .1, .07), (-.1, -depth / 2 - .06, .06), (-.06, -depth / 2 - .2, .012)], .022, ribbon, flat=.15)


def open_notebook(colour, at=(0, 0, 0), turn=0, size=(1.05, 1.48)):
    """A notebook open in the middle, ruled, its spine along y."""
    width, depth = size
    page = [(.012, .03), (.012, .075), (.06, .135), (.16, .160), (.32, .158), (.60, .140), (width - .045, .108), (width - .03, .03)]
    with placed(at, turn):
        slab(rounded(2 * width + .06, depth, .075), .028, cloth(dye(colour), weave=70, strength=.22), bevel=.01)
        for side in (1, -1):
            outline = [(side * x, z) for x, z in page]
            slab(curved(outline), depth - .06, ruled(), at=(0, depth / 2 - .03, 0), lean=(90, 0), bevel=.004)


def ruled():
    """Paper with a thin line every 7 mm along the depth of a slab."""
    white, line = linear("#ece4d3"), linear("#a9b1b8")
    made = material("ruled", white, rough=.95, specular=.1)
    wave = ramp(made, "ShaderNodeTexWave", {"Scale": 4.5, "Distortion": 0}, [(0, white), (.972, white), (.988, line)])
    wave.bands_direction = "Z"
    return made
