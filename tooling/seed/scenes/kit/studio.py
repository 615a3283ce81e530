"""The set, its light and its camera: a paper sweep, a large key light on the left, a weak fill on the right.

Lengths are decimetres. Everything is built at its true size; the set, the light and the camera grow with the width that a
picture shows, so that a ring and a basket are lit alike.
"""
import math, os, tempfile, time
import bpy, bmesh
import numpy as np
from mathutils import Vector
from .denoise import denoise
from .materials import dye, material
from .shapes import add_mesh

#: The direction of the camera, seen from what it looks at.
FRONT = (.46, -2.2, .73)
LENS = 85
SENSOR = 36


def empty_set(paper, width, target=(0, 0, 0)):
    """An empty scene with the paper sweep and the lights, around `target`, for a picture `width` wide."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scale = width / 1.8
    x, y, _ = target
    bm = bmesh.new()
    profile = [(-9, 0)] + [(2.6 + math.sin(t * math.pi / 24) * 1.6, 1.6 - math.cos(t * math.pi / 24) * 1.6) for t in range(13)] + [(4.2, 9)]
    left, right = ([bm.verts.new((side + x, at * scale + y, up * scale)) for at, up in profile] for side in (-14 * scale, 14 * scale))
    for i in range(len(profile) - 1):
        bm.faces.new((left[i], right[i], right[i + 1], left[i + 1]))
    add_mesh("sweep", bm, material("paper", paper, rough=.95, specular=.08), smooth=True)
    for at, size, power in (((-2.6, -1.5, 2.7), 1.7, 125), ((2.8, -1.2, 1.6), 2.6, 26)):
        light = bpy.data.lights.new("area", "AREA")
        light.energy, light.size = power * scale * scale, size * scale
        _aim(bpy.data.objects.new("area", light), Vector(at) * scale + Vector((x, y, 0)), (x, y, .4 * scale))
    world = bpy.data.worlds.new("world")
    bpy.context.scene.world, world.use_nodes = world, True
    background = world.node_tree.nodes["Background"].inputs
    background[0].default_value, background[1].default_value = (.92, .94, 1, 1), .27


def aim(size, width, target=(0, 0, .4), view=FRONT, samples=24, blur=1.0, threads=2):
    """Puts up the camera. `width` is what the picture shows at the distance of `target`; `blur` opens the lens."""
    scene = bpy.context.scene
    camera = bpy.data.cameras.new("camera")
    distance = width * LENS / SENSOR
    at = Vector(target) + Vector(view).normalized() * distance
    camera.lens, camera.dof.use_dof, camera.dof.aperture_fstop = LENS, True, 2.6 / (blur * width)
    camera.dof.focus_distance, camera.clip_end = distance, 500
    camera.clip_start = .01
    scene.camera = _aim(bpy.data.objects.new("camera", camera), at, target)
    cycles, render = scene.cycles, scene.render
    render.engine, cycles.device, cycles.use_denoising = "CYCLES", "CPU", False
    cycles.samples, cycles.use_adaptive_sampling = max(samples // 2, 2), samples > 8
    cycles.adaptive_threshold, cycles.adaptive_min_samples = .1, 2
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transmission_bounces = 10, 2, 3, 10
    cycles.blur_glossy, cycles.sample_clamp_indirect, cycles.sample_clamp_direct = .8, 3, 12
    cycles.caustics_reflective = False
    render.resolution_x, render.resolution_y, render.resolution_percentage = *size, 100
    render.threads_mode, render.threads, render.use_persistent_data = "FIXED", threads, True
    scene.view_settings.view_transform, scene.view_settings.look = "Filmic", "Medium High Contrast"
    scene.view_settings.exposure = .36


def shoot(path):
    """Renders the scene to a JPEG, or a PNG for drafts."""
    began = time.time()
    halves = [_render_half(seed, PASSES) for seed in (1, 2)]
    rendered = time.time()
    albedo, normal = (_mean(halves, part) for part in ("albedo", "normal"))
    _save(denoise(halves[0]["image"], halves[1]["image"], albedo, normal), path)
    print(f"{path}: {rendered - began:.0f} s, and {time.time() - rendered:.0f} s for the grain", flush=True)


def recolour(base, paths):
    """Renders the scene, in which things have the colour `base`, once, and writes it in each colour of `paths`.

    The light that surfaces scatter is rendered apart from their colour, so that another colour is a multiplication.
    """
    began = time.time()
    _mark_dyed(base)
    halves = [_render_half(seed, PASSES | COLOUR_PASSES) for seed in (1, 2)]
    albedo, normal, colour, dyed = (_mean(halves, part) for part in ("albedo", "normal", "diff_col", "dyed"))
    scattered = [half["diff_dir"] + half["diff_ind"] for half in halves]
    rest = [half["image"] - light * half["diff_col"] for half, light in zip(halves, scattered)]
    scattered, rest = (denoise(*pair, albedo, normal, divide=False) for pair in (scattered, rest))
    for name, path in paths.items():
        change = np.array(dye(name), np.float32) / np.array(dye(base), np.float32) - 1
        _save(scattered * (colour + dyed * change) + rest, path)
    print(f"{' '.join(paths.values())}: {time.time() - began:.0f} s with the grain", flush=True)


PASSES = {"image": "Image", "albedo": "Denoising Albedo", "normal": "Denoising Normal"}
COLOUR_PASSES = {"diff_dir": "DiffDir", "diff_ind": "DiffInd", "diff_col": "DiffCol", "dyed": "dyed"}


def _mean(halves, part):
    return (halves[0][part] + halves[1][part]) / 2


def _mark_dyed(base):
    """Adds an output with the colour of whatever is dyed with `base`."""
    layer = bpy.context.scene.view_layers[0]
    layer.use_pass_diffuse_direct = layer.use_pass_diffuse_indirect = layer.use_pass_diffuse_color = True
    layer.aovs.add().name = "dyed"
    for made in bpy.data.materials:
        if made.get("dye") != base:
            continue
        tree = made.node_tree
        output, colour = tree.nodes.new("ShaderNodeOutputAOV"), tree.nodes["Principled BSDF"].inputs["Base Color"]
        output.name = "dyed"
        if colour.is_linked:
            tree.links.new(colour.links[0].from_socket, output.inputs["Color"])
        else:
            output.inputs["Color"].default_value = colour.default_value


def _render_half(seed, passes):
    """One half of the samples, pass by pass, as arrays of (height, width, 3)."""
    scene = bpy.context.scene
    scene.cycles.seed = seed
    scene.view_layers[0].cycles.denoising_store_passes = True
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers, output = tree.nodes.new("CompositorNodeRLayers"), tree.nodes.new("CompositorNodeOutputFile")
    with tempfile.TemporaryDirectory() as folder:
        output.base_path, output.format.file_format, output.format.color_depth = folder, "OPEN_EXR", "32"
        output.file_slots.clear()
        for name, source in passes.items():
            output.file_slots.new(f"{name}-")
            tree.links.new(layers.outputs[source], output.inputs[f"{name}-"])
        bpy.ops.render.render()
        return {name: _read(folder, name) for name in passes}


def _read(folder, name):
    file, = (entry for entry in os.listdir(folder) if entry.startswith(f"{name}-"))
    image = bpy.data.images.load(os.path.join(folder, file))
    width, height = image.size
    pixels = np.empty(width * height * 4, np.float32)
    image.pixels.foreach_get(pixels)
    bpy.data.images.remove(image)
    return np.nan_to_num(pixels.reshape(height, width, 4)[:, :, :3])


def _save(light, path):
    """Applies the film's curve and writes a JPEG."""
    scene = bpy.context.scene
    height, width, _ = light.shape
    image = bpy.data.images.new("result", width, height, alpha=False, float_buffer=True)
    image.pixels.foreach_set(np.dstack([light, np.ones((height, width), np.float32)]).astype(np.float32).ravel())
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    settings = scene.render.image_settings
    settings.file_format, settings.color_mode, settings.quality = "PNG" if path.endswith(".png") else "JPEG", "RGB", 86
    part = f"{path}.part"
    image.save_render(part, scene=scene)
    os.replace(part, path)


def _aim(made, at, target):
    made.location, made.rotation_euler = at, (Vector(target) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(made)
    return made
