"""The list of pictures. A scene is a function that builds one; `@shot` gives it its key and says how it is taken."""
from dataclasses import dataclass
from typing import Callable
from .materials import dye, linear, muted
from .studio import FRONT, aim, empty_set, recolour, shoot

#: The papers that things stand on, by category.
PAPERS = {
    "linen": "#ebe2d3", "sand": "#e2cfae", "clay": "#d2a084", "blush": "#ecd0c4", "sage": "#c6d0b4", "moss": "#93a07c", "mist": "#d5dfe2",
    "sky": "#b9d1df", "slate": "#8795a2", "butter": "#ecd9a0", "ink": "#47515e", "white": "#eeece8",
}
SIDE_PX = 800


@dataclass(frozen=True)
class Shot:
    key: str
    build: Callable[..., None]
    paper: str
    #: Decimetres that the picture shows from left to right, at the distance of `target`.
    width: float
    target: tuple
    view: tuple
    samples: int
    blur: float
    size: tuple
    colour: str | None = None


SHOTS: dict[str, Shot] = {}


def shot(key, paper, width, target=(0, 0, .4), colours=None, view=FRONT, samples=6, blur=1.0, size=(SIDE_PX, SIDE_PX)):
    """Registers a picture. With `colours`, one for each: the function is called with the colour, and `{}` in the key is its name."""
    def register(build):
        for colour in colours or [None]:
            name = key.format(colour.lower()) if colour else key
            SHOTS[name] = Shot(name, build, paper, width, target, view, samples, blur, size, colour)
        return build
    return register


def take(chosen, path_of, draft=False, threads=2):
    """Builds and renders pictures of one scene: one, or several that differ in colour. A draft is small and grainy."""
    first = max(chosen, key=lambda one: sum(dye(one.colour)) if one.colour else 0)
    empty_set(muted(linear(PAPERS[first.paper]), .72, 1.0), first.width, first.target)
    first.build(*([first.colour] if first.colour else []))
    shrink = 200 / max(first.size) if draft else 1
    size = tuple(round(side * shrink) for side in first.size)
    aim(size, first.width, first.target, first.view, 4 if draft else first.samples, first.blur, threads)
    if len(chosen) == 1:
        shoot(path_of(first.key))
    else:
        recolour(first.colour, {one.colour: path_of(one.key) for one in chosen})
