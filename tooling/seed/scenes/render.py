"""Renders the pictures that are missing, or those whose keys begin with the given words.

    blender -b --factory-startup -t 2 -P render.py -- [--draft FOLDER] [--list] [--limit N] [KEY...]
"""
import argparse, importlib, os, pkgutil, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import products  # noqa: E402
from kit.shots import SHOTS, take  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="render.py", description="Renders product pictures.")
    parser.add_argument("keys", nargs="*", help="beginnings of keys; these are rendered even if they exist")
    parser.add_argument("--draft", help="a folder for small PNG drafts")
    parser.add_argument("--list", action="store_true", help="only print what is missing")
    parser.add_argument("--limit", type=int, default=1_000)
    args = parser.parse_args(sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else [])
    for module in pkgutil.iter_modules(products.__path__):
        importlib.import_module(f"products.{module.name}")
    masters = os.path.join(HERE, "..", "pictures", "masters")
    target = (lambda key: os.path.join(args.draft, f"{key.replace('/', '_')}.png")) if args.draft else (lambda key: os.path.join(masters, f"{key}.jpg"))
    named = [key for key in SHOTS if any(key == word or key.startswith(word.rstrip("/") + "/") for word in args.keys)]
    chosen = named if args.keys else [key for key in SHOTS if not os.path.exists(target(key))]
    if args.list:
        print("\n".join(chosen))
        return
    for scene in scenes_of(chosen)[:args.limit]:
        take(scene, target, draft=bool(args.draft))


def scenes_of(keys):
    """The pictures, those together that differ in colour only."""
    scenes = {}
    for key in keys:
        scenes.setdefault(SHOTS[key].build, []).append(SHOTS[key])
    return list(scenes.values())


main()
