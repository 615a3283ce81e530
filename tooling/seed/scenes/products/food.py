"""What dishes are filled with: porridge, soup, berries, tomatoes, tea leaves."""
import math, random
import bmesh
from mathutils import Euler, Matrix, noise
from kit.materials import bumpy, linear, material, shade
from kit.shapes import add_mesh, ball, lathe, leaf, placed, tube

BASIL = linear("#4d7034")


def filling(radius, height, of, lumps=.02, scale=5, dome=.02, seed=1):
    """The surface of food in a round dish. Its rim runs into the wall of the dish, so `radius` is a little more than that of the inside."""
    def uneven(angle, r, z):
        calm = max(0, min(1, (radius - r) * 7))
        return r, z + lumps * calm * noise.noise((r * math.cos(angle) * scale, r * math.sin(angle) * scale, seed))
    steps = 20
    profile = [(radius * t / steps, height + dome * (1 - (t / steps) ** 2)) for t in range(steps + 1)]
    return lathe(profile, of, shift=uneven)


def porridge(radius, height):
    oats = material("porridge", linear("#c2a67c"), rough=.42, specular=.45)
    bumpy(oats, 24, .5, .03, kind="ShaderNodeTexVoronoi", output="Distance")
    filling(radius, height, oats, lumps=.05, scale=4.5, dome=.03)


def tomato_soup(radius, height):
    red = material("soup", linear("#a8391a"), rough=.24, specular=.5)
    bumpy(red, 9, .22, .05)
    filling(radius, height, red, lumps=.022, scale=3, dome=0)


def blueberry(at, size=.075, turn=0, lean=25):
    skin = material("blueberry", linear("#39455f"), rough=.55, specular=.3)
    with placed(at, turn, (lean, 0)):
        ball(size, skin, stretch=(1, 1, .86))
        lathe([(0, size * .80), (size * .22, size * .80), (size * .30, size * .93), (size * .38, size * .90), (size * .40, size * .74)], material("crown", linear("#1d2233"), rough=.8))


def hazelnut(at, turn=0, lean=(0, 0)):
    shell = material("nut", linear("#96683c"), rough=.55, specular=.3)
    with placed(at, turn, lean):
        ball(.068, shell, stretch=(1, 1, 1.15))


def tomato(at=(0, 0, 0), turn=0, size=1.0):
    skin, green = material("tomato", linear("#a3301b"), rough=.2, specular=.5), material("calyx", linear("#4c6a33"), rough=.6)
    with placed(at, turn):
        profile = [(0, .03), (.12, .005), (.25, .06), (.33, .24), (.29, .42), (.17, .50), (.07, .475), (0, .465)]
        lathe([(r * size, z * size) for r, z in profile], skin, shift=lambda a, r, z: (r * (1 + .022 * math.cos(5 * a)), z))
        for i in range(5):
            leaf(.20 * size, .065 * size, green, (0, 0, .485 * size), 72 * i + 8, (0, -16), curl=.35)
        tube([(0, 0, .47 * size), (.01, 0, .55 * size), (.04, .01, .60 * size)], .020 * size, green)


def basil(at, turn=0, size=.34, lean=-8):
    leaf(size, size * .62, material("basil", shade(BASIL, 1 + .2 * math.sin(turn)), rough=.45, specular=.35), at, turn, (0, lean), curl=.16)


def tea_leaves(radius, at=(0, 0, 0), count=500, heap=.05, size=.075, seed=1):
    """Loose tea: twisted dark bits on a disc, highest in the middle."""
    chance = random.Random(seed)
    bm = bmesh.new()
    for _ in range(count):
        r, angle = radius * math.sqrt(chance.random()), chance.uniform(0, 2 * math.pi)
        up = heap * (1 - (r / radius) ** 2) + chance.uniform(0, .02)
        turned = Euler((chance.uniform(-.4, .4), chance.uniform(-.4, .4), chance.uniform(0, 6.3))).to_matrix().to_4x4()
        shape = Matrix.Diagonal((size * chance.uniform(.5, 1.3), size * chance.uniform(.14, .3), size * chance.uniform(.14, .26), 1))
        bmesh.ops.create_icosphere(bm, subdivisions=1, radius=.5, matrix=Matrix.Translation((r * math.cos(angle), r * math.sin(angle), up + .01)) @ turned @ shape)
    of = material("tea leaves", linear("#3a281a"), rough=.6, specular=.3)
    with placed(at):
        add_mesh("tea leaves", bm, of)
