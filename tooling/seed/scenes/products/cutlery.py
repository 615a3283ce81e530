"""Cutlery: spoon, fork, table knife. None of it is sold. Each lies along x, its handle to the left, and is centred on its place."""
from kit.materials import steel
from kit.shapes import loft, placed, slab, tube

#: (x, half of the width, height of the edges, depth of the dish) from the end of the handle to the neck.
HANDLE = [(-1.0, .035, .030, 0), (-.98, .085, .030, .006), (-.80, .088, .032, .010), (-.40, .055, .055, .008), (0, .036, .095, 0), (.24, .034, .105, 0)]


def spoon(at=(0, 0, 0), turn=0):
    bowl = [(.36, .060, .108, .010), (.50, .165, .110, .060), (.68, .215, .112, .098), (.84, .190, .112, .085), (.95, .110, .108, .040), (.985, .030, .104, 0)]
    with placed(at, turn):
        loft(HANDLE + bowl, steel(.16), .022)


def fork(at=(0, 0, 0), turn=0):
    shoulder = [(.34, .060, .100, .010), (.44, .125, .085, .022), (.52, .132, .070, .020)]
    metal = steel(.16)
    with placed(at, turn):
        loft(HANDLE + shoulder, metal, .022)
        for i in range(4):
            y = .079 * (i - 1.5)
            tube([(.49, y, .060), (.66, y, .035), (.86, y * .97, .048), (1.0, y * .95, .085)], .027, metal, radii=[1, .95, .75, .4])


def table_knife(at=(0, 0, 0), turn=0):
    """Lies flat, its edge towards -y."""
    handle = [(-1.15, .040, .052, 0), (-1.12, .095, .052, 0), (-.80, .095, .052, 0), (-.30, .070, .052, 0), (-.04, .062, .052, 0), (0, .040, .052, 0)]
    blade = [(-.06, .045), (0, .055), (.70, .070), (1.0, .062), (1.12, .020), (1.15, -.035), (1.08, -.095), (.80, -.125), (.20, -.105), (0, -.060), (-.06, -.045)]
    with placed(at, turn):
        loft(handle, steel(.22), .06)
        slab(blade, .020, steel(.2), at=(0, 0, .022), bevel=.007)
