"""Materials. Colours are linear RGB; `dye` turns the name of a colour that the shop sells into one."""
import bpy

#: The colours that things come in, as the shop names them.
DYES = {
    "Chalk": "#e4dccd", "Sand": "#cfb48c", "Ochre": "#cf9a3d", "Clay": "#b9674a", "Brick": "#9c4338", "Rose": "#d08b8b", "Ink": "#33415c",
    "Sky": "#7fa8c4", "Slate": "#6c7883", "Moss": "#727f4f", "Pine": "#34574a", "Charcoal": "#43454a",
}


def linear(colour):
    """#rrggbb as linear RGB."""
    parts = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4 for part in parts)


def dye(name):
    """A colour under which a thing looks in the picture as its swatch does: the film's curve adds saturation."""
    return muted(linear(DYES[name]))


def muted(colour, keep=.8, by=.78):
    grey = sum(colour) / 3
    return tuple((grey + (part - grey) * keep) * by for part in colour)


def shade(colour, by):
    return tuple(min(part * by, 1) for part in colour)


def material(name, colour, rough=.35, specular=.5, coat=0, metal=0, glass=0, glow=0):
    """A Principled material."""
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    made["dye"] = next((dyed for dyed in DYES if dye(dyed) == colour), "")
    inputs = made.node_tree.nodes["Principled BSDF"].inputs
    values = {"Base Color": (*colour, 1), "Roughness": rough, "Specular": specular, "Clearcoat": coat, "Metallic": metal, "Transmission": glass}
    if glow:
        values |= {"Emission": (*colour, 1), "Emission Strength": glow}
    for key, value in values.items():
        inputs[key].default_value = value
    if glass:
        inputs["IOR"].default_value = 1.45
    return made


def glaze(colour, specks=55, rough=.2, amount=.45):
    """Stoneware glaze: darker specks in the colour, and a surface that is not quite even."""
    made = material("glaze", colour, rough=rough, coat=.5)
    ramp(made, "ShaderNodeTexNoise", {"Scale": specks, "Detail": 2}, [(0, shade(colour, .93)), (.5, colour), (.68, colour), (.74, shade(colour, amount))])
    bumpy(made, 9, .02, .05)
    return made


def raw_clay(colour=(.42, .27, .17)):
    made = material("raw clay", colour, rough=.88, specular=.2)
    ramp(made, "ShaderNodeTexNoise", {"Scale": 42, "Detail": 4}, [(.3, shade(colour, .86)), (.6, colour), (.75, shade(colour, 1.1))])
    bumpy(made, 60, .12, .012)
    return made


def stone(colour, other, scale=5):
    """Marble and the like: veins in a body colour."""
    made = material("stone", colour, rough=.5, specular=.4)
    ramp(made, "ShaderNodeTexNoise", {"Scale": scale, "Detail": 8, "Distortion": 1.3}, [(.40, colour), (.49, other), (.54, colour)])
    bumpy(made, 70, .08, .008)
    return made


def wood(light=(.52, .33, .17), dark=(.33, .19, .09), axis="X", rough=.42, scale=1.0):
    """Grain along an axis: stretched noise bent by a distortion."""
    made = material("wood", light, rough=rough, specular=.3)
    tree = made.node_tree
    where, mapping = tree.nodes.new("ShaderNodeTexCoord"), tree.nodes.new("ShaderNodeMapping")
    mapping.inputs["Scale"].default_value = tuple((.5 if axis == one else 6.5) * scale for one in "XYZ")
    tree.links.new(where.outputs["Object"], mapping.inputs["Vector"])
    stops = [(.30, dark), (.44, shade(light, .86)), (.52, light), (.68, shade(light, .8))]
    noise = ramp(made, "ShaderNodeTexNoise", {"Scale": 3.2, "Detail": 9, "Roughness": .62, "Distortion": .7}, stops)
    tree.links.new(mapping.outputs["Vector"], noise.inputs["Vector"])
    _bump(made, noise.outputs["Fac"], .06)
    return made


def oak(axis="X", scale=1.0):
    return wood(axis=axis, scale=scale)


def walnut(axis="X"):
    return wood((.165, .085, .045), (.06, .03, .016), axis)


def olive_wood(axis="X"):
    return wood((.50, .29, .12), (.19, .09, .035), axis, scale=.8)


def brass(rough=.26):
    made = material("brass", (.72, .47, .19), rough=rough, metal=1)
    bumpy(made, 14, .03, .02)
    return made


def steel(rough=.3, colour=(.56, .57, .58)):
    made = material("steel", colour, rough=rough, metal=1)
    bumpy(made, 16, .03, .02)
    return made


def iron(colour=(.025, .025, .027)):
    made = material("iron", colour, rough=.52, specular=.4)
    bumpy(made, 90, .1, .008)
    return made


def enamel(colour):
    made = material("enamel", colour, rough=.12, coat=.8)
    bumpy(made, 6, .03, .05)
    return made


def paint(colour, rough=.38):
    return material("paint", colour, rough=rough)


def clear_glass(tint=(.97, .99, .98)):
    return material("glass", tint, rough=.0, glass=1)


def wax(colour=(.80, .55, .22)):
    made = material("wax", colour, rough=.5, specular=.35)
    inputs = made.node_tree.nodes["Principled BSDF"].inputs
    inputs["Subsurface"].default_value, inputs["Subsurface Radius"].default_value, inputs["Subsurface Color"].default_value = .25, (.12, .06, .03), (*colour, 1)
    bumpy(made, 7, .02, .03)
    return made


def paper(colour=(.80, .77, .70)):
    return material("paper", colour, rough=.92, specular=.12)


def leather(colour):
    made = material("leather", colour, rough=.5, specular=.35)
    bumpy(made, 55, .22, .012, kind="ShaderNodeTexVoronoi", output="Distance")
    return made


def cloth(colour, weave=46, strength=.35, rough=.95, axes="XYZ"):
    """Woven cloth: crossed waves as a bump, threads of uneven colour. Cloth that lies in a plane has two axes."""
    made = material("cloth", colour, rough=rough, specular=.06)
    tree = made.node_tree
    noise = ramp(made, "ShaderNodeTexNoise", {"Scale": 26, "Detail": 3}, [(.32, shade(colour, .84)), (.6, colour), (.75, shade(colour, 1.1))])
    where = tree.nodes.new("ShaderNodeTexCoord")
    tree.links.new(where.outputs["Object"], noise.inputs["Vector"])
    waves = []
    for direction in axes:
        wave = tree.nodes.new("ShaderNodeTexWave")
        wave.bands_direction, wave.inputs["Scale"].default_value, wave.inputs["Distortion"].default_value = direction, weave, .8
        tree.links.new(where.outputs["Object"], wave.inputs["Vector"])
        waves.append(wave.outputs["Fac"])
    for wave in waves[1:]:
        most = tree.nodes.new("ShaderNodeMath")
        most.operation = "MAXIMUM"
        tree.links.new(waves[0], most.inputs[0])
        tree.links.new(wave, most.inputs[1])
        waves[0] = most.outputs[0]
    _bump(made, waves[0], strength)
    return made


def ramp(made, kind, settings, stops):
    """Colours a material by a texture; returns the texture."""
    tree = made.node_tree
    texture, ramp, where = tree.nodes.new(kind), tree.nodes.new("ShaderNodeValToRGB"), tree.nodes.new("ShaderNodeTexCoord")
    tree.links.new(where.outputs["Object"], texture.inputs["Vector"])
    for key, value in settings.items():
        texture.inputs[key].default_value = value
    while len(ramp.color_ramp.elements) < len(stops):
        ramp.color_ramp.elements.new(.5)
    for element, (position, colour) in zip(ramp.color_ramp.elements, stops):
        element.position, element.color = position, (*colour, 1)
    tree.links.new(texture.outputs["Fac"], ramp.inputs["Fac"])
    tree.links.new(ramp.outputs["Color"], tree.nodes["Principled BSDF"].inputs["Base Color"])
    return texture


def bumpy(made, scale, strength, distance, kind="ShaderNodeTexNoise", output="Fac"):
    tree = made.node_tree
    texture, where = tree.nodes.new(kind), tree.nodes.new("ShaderNodeTexCoord")
    texture.inputs["Scale"].default_value = scale
    tree.links.new(where.outputs["Object"], texture.inputs["Vector"])
    _bump(made, texture.outputs[output], strength, distance)


def _bump(made, height, strength, distance=.02):
    tree = made.node_tree
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Strength"].default_value, bump.inputs["Distance"].default_value = strength, distance
    tree.links.new(height, bump.inputs["Height"])
    tree.links.new(bump.outputs["Normal"], tree.nodes["Principled BSDF"].inputs["Normal"])
