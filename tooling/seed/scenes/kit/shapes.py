"""Shapes, in decimetres. What is added inside `placed(...)` is moved and turned together."""
import contextlib, math, random
import bpy, bmesh
from mathutils import Euler, Matrix, Vector, noise

_place = [Matrix()]


@contextlib.contextmanager
def placed(at=(0, 0, 0), turn=0, lean=(0, 0)):
    """Puts what is added inside at a place, turned about the vertical, leaned about x and y. Angles are degrees."""
    angles = Euler((math.radians(lean[0]), math.radians(lean[1]), math.radians(turn)))
    _place.append(_place[-1] @ Matrix.Translation(at) @ angles.to_matrix().to_4x4())
    try:
        yield
    finally:
        _place.pop()


def add(made):
    """Links an object to the scene, at the current place."""
    bpy.context.scene.collection.objects.link(made)
    made.matrix_world = _place[-1] @ made.matrix_basis
    return made


def add_mesh(name, bm, of, smooth=False):
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
    mesh = bpy.data.meshes.new(name)
    bm.to_mesh(mesh)
    bm.free()
    mesh.materials.append(of)
    mesh.polygons.foreach_set("use_smooth", [smooth] * len(mesh.polygons))
    return add(bpy.data.objects.new(name, mesh))


def lathe(profile, of, segments=128, sharp=False, shift=None):
    """A body of revolution from (radius, height) points, inside included. `shift(angle, radius, height)` bends it."""
    bm = bmesh.new()
    if not sharp:
        profile = _softened(_softened(profile))
    rings = []
    for i in range(segments):
        angle = 2 * math.pi * i / segments
        bent = (shift(angle, r, z) if shift else (r, z) for r, z in profile)
        rings.append([bm.verts.new((r * math.cos(angle), r * math.sin(angle), z)) for r, z in bent])
    for i, ring in enumerate(rings):
        after = rings[(i + 1) % segments]
        for k in range(len(profile) - 1):
            bm.faces.new((ring[k], after[k], after[k + 1], ring[k + 1]))
    bmesh.ops.remove_doubles(bm, verts=bm.verts, dist=1e-5)
    made = add_mesh("lathe", bm, of, smooth=True)
    return _bevelled(made, .006, 3) if sharp else made


def _softened(points):
    """One round of cubic B-spline subdivision. A subdivision modifier would do the same, and takes seconds at the poles."""
    middles = [tuple((a + b) / 2 for a, b in zip(p, q)) for p, q in zip(points, points[1:])]
    kept = [tuple((a + 6 * b + c) / 8 for a, b, c in zip(*three)) for three in zip(points, points[1:], points[2:])]
    ends = [points[0], *kept, points[-1]]
    return [point for pair in zip(ends, middles) for point in pair] + [points[-1]]


def vessel(outside, wall, of, floor=None, **rest):
    """A thing thrown on a wheel: the (radius, height) points of its outside from the foot to the rim, hollow, rim rounded."""
    (r, top) = outside[-1]
    floor = outside[0][1] + wall * 1.3 if floor is None else floor
    inside = [(max(radius - wall, 0), height) for radius, height in reversed(outside[:-1]) if height > floor + wall and radius > wall]
    rim = [(r - wall * .2, top + wall * .38), (r - wall * .8, top + wall * .38), (r - wall, top)]
    corner = max(inside[-1][0] - wall * .8, 0) if inside else max(r - 2 * wall, 0)
    profile = [(0, outside[0][1]), *outside, *rim, *inside, (corner, floor), (0, floor)]
    return lathe(profile, of, **rest)


def box(size, of, at=(0, 0, 0), bevel=.02, turn=0, lean=(0, 0)):
    """A box standing at `at`, edges rounded."""
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=1)
    bmesh.ops.scale(bm, vec=size, verts=bm.verts)
    bmesh.ops.translate(bm, vec=(0, 0, size[2] / 2), verts=bm.verts)
    with placed(at, turn, lean):
        return _bevelled(add_mesh("box", bm, of), bevel, 4)


def slab(outline, height, of, at=(0, 0, 0), bevel=.02, turn=0, lean=(0, 0)):
    """An outline in the plane, made solid, standing at `at`."""
    bm = bmesh.new()
    bm.faces.new([bm.verts.new((x, y, 0)) for x, y in outline])
    raised = bmesh.ops.extrude_face_region(bm, geom=bm.faces[:])
    bmesh.ops.translate(bm, vec=(0, 0, height), verts=[part for part in raised["geom"] if isinstance(part, bmesh.types.BMVert)])
    with placed(at, turn, lean):
        return _bevelled(add_mesh("slab", bm, of), bevel, 4)


def rounded(width, depth, radius, steps=10):
    """The outline of a rectangle with round corners."""
    corners = [(1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270)]
    return [
        (sx * (width / 2 - radius) + radius * math.cos(math.radians(start + 90 * i / steps)), sy * (depth / 2 - radius) + radius * math.sin(math.radians(start + 90 * i / steps)))
        for sx, sy, start in corners for i in range(steps + 1)
    ]


def curved(points, rounds=2):
    """A closed outline with its corners cut."""
    for _ in range(rounds):
        points = [(p[0] * (1 - t) + q[0] * t, p[1] * (1 - t) + q[1] * t) for p, q in zip(points, points[1:] + points[:1]) for t in (.15, .85)]
    return points


def circle(radius, steps=64, at=(0, 0)):
    return [(at[0] + radius * math.cos(2 * math.pi * i / steps), at[1] + radius * math.sin(2 * math.pi * i / steps)) for i in range(steps)]


def tube(points, thickness, of, closed=False, flat=1.0, radii=None, fine=12):
    """A round rod along a smooth curve; `flat` squeezes it into a strap, `radii` scales it point by point."""
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions, curve.resolution_u, curve.use_fill_caps = "3D", fine, True
    if flat == 1.0:
        curve.bevel_depth, curve.bevel_resolution = thickness, 6 if fine > 6 else 3
    else:
        ring = bpy.data.curves.new("ring", "CURVE")
        shape = ring.splines.new("POLY")
        shape.points.add(23)
        for i, point in enumerate(shape.points):
            angle = 2 * math.pi * i / 24
            point.co = (thickness * math.copysign(abs(math.cos(angle)) ** .6, math.cos(angle)), thickness * flat * math.copysign(abs(math.sin(angle)) ** .6, math.sin(angle)), 0, 1)
        shape.use_cyclic_u = True
        curve.bevel_mode, curve.bevel_object = "OBJECT", bpy.data.objects.new("ring", ring)
        bpy.context.scene.collection.objects.link(curve.bevel_object)
    spline = curve.splines.new("BEZIER")
    spline.use_cyclic_u = closed
    spline.bezier_points.add(len(points) - 1)
    for i, (point, at) in enumerate(zip(spline.bezier_points, points)):
        point.co, point.handle_left_type, point.handle_right_type = at, "AUTO", "AUTO"
        point.radius = radii[i] if radii else 1
    curve.materials.append(of)
    return add(bpy.data.objects.new("tube", curve))


def loft(stations, of, thickness, across=8):
    """A strip along x from (x, half of the width, height of the edges, depth of the dish) stations: cutlery and the like."""
    for _ in range(3):
        stations = _softened(stations)
    bm = bmesh.new()
    rows = []
    for x, half, edge, dish in stations:
        sides = (2 * k / across - 1 for k in range(across + 1))
        rows.append([bm.verts.new((x, side * half, edge - dish * (1 - side * side))) for side in sides])
    for first, second in zip(rows, rows[1:]):
        for k in range(across):
            bm.faces.new((first[k], second[k], second[k + 1], first[k + 1]))
    made = add_mesh("loft", bm, of, smooth=True)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = thickness, 0
    made.data.use_auto_smooth, made.data.auto_smooth_angle = True, math.radians(50)
    return made


def ball(radius, of, at=(0, 0, 0), stretch=(1, 1, 1)):
    bm = bmesh.new()
    bmesh.ops.create_uvsphere(bm, u_segments=48, v_segments=24, radius=radius)
    bmesh.ops.scale(bm, vec=stretch, verts=bm.verts)
    with placed(at):
        return add_mesh("ball", bm, of, smooth=True)


def leaf(length, width, of, at=(0, 0, 0), turn=0, lean=(0, 0), curl=.25):
    """A flat leaf that starts at `at`, bent along its length."""
    bm = bmesh.new()
    rows = []
    for i in range(11):
        t = i / 10
        half = width / 2 * math.sin(math.pi * min(t * .94 + .06, 1)) ** .8
        rows.append([bm.verts.new((t * length, side * half, -curl * length * t * t + .12 * abs(side) * half)) for side in (-1, 0, 1)])
    for first, second in zip(rows, rows[1:]):
        for k in (0, 1):
            bm.faces.new((first[k], first[k + 1], second[k + 1], second[k]))
    with placed(at, turn, lean):
        made = add_mesh("leaf", bm, of, smooth=True)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = .008
    return _subdivided(made)


def folded(width, depth, thickness, layers, of, seed=1, ease=1.0):
    """Cloth folded into layers: a ribbon that winds back and forth, soft at its bends."""
    bm = bmesh.new()
    chance = random.Random(seed)
    path = []
    step = thickness * 1.04
    for layer in range(layers):
        height = thickness / 2 + layer * step
        reach = depth / 2 - thickness / 2 - chance.uniform(0, .05) * ease
        ends = (-reach, reach) if layer % 2 == 0 else (reach, -reach)
        path += [(ends[0] + (ends[1] - ends[0]) * t / 14, height + .25 * thickness * ease * noise.noise((t * .5, layer * 3.1, seed))) for t in range(15)]
        if layer < layers - 1:
            out = math.copysign(step * .62, ends[1])
            path += [(ends[1] + out * .8, height + step * .2), (ends[1] + out, height + step * .5), (ends[1] + out * .8, height + step * .8)]
    across = 24
    rows = []
    for y, z in path:
        stretch = 1 + .012 * ease * noise.noise((z * 4, y, seed + 2))
        row = []
        for i in range(across + 1):
            away = .04 * ease * noise.noise((i * .21, z * 5, seed))
            lift = .1 * thickness * ease * noise.noise((i * .3, y * 2, z * 6 + seed))
            row.append(bm.verts.new((width * (i / across - .5) * stretch, y + away, max(z + lift, .004))))
        rows.append(row)
    for first, second in zip(rows, rows[1:]):
        for k in range(across):
            bm.faces.new((first[k], first[k + 1], second[k + 1], second[k]))
    made = add_mesh("folded", bm, of, smooth=True)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = thickness * .86, 0
    return _subdivided(made)


def inflated(outline, thickness, of, cells=64, power=.55, wrinkle=.03, seed=1):
    """A cushion: an outline (width, depth) whose faces bulge, flat towards the seam, with creases that run to the corners."""
    width, depth = outline
    bm = bmesh.new()
    sides = []
    for side in (1, -1):
        rows = []
        for j in range(cells + 1):
            row = []
            for i in range(cells + 1):
                u, v = 2 * i / cells - 1, 2 * j / cells - 1
                body = ((1 - u * u) * (1 - v * v)) ** power
                edge = max(abs(u), abs(v))
                pinch = 1 - .055 * (1 - (u * v) ** 2) * edge ** 4
                crease = noise.noise((u * 2.4, v * 2.4, seed * side)) + .5 * noise.noise((u * 7, v * 7, seed + side * 5)) * edge ** 2
                z = side * (thickness / 2 * body + wrinkle * crease * body ** .5)
                row.append(bm.verts.new((u * width / 2 * pinch, v * depth / 2 * pinch, z)))
            rows.append(row)
        sides.append(rows)
        for j in range(cells):
            for i in range(cells):
                bm.faces.new((rows[j][i], rows[j][i + 1], rows[j + 1][i + 1], rows[j + 1][i]))
    bmesh.ops.remove_doubles(bm, verts=bm.verts, dist=1e-4)
    return _subdivided(add_mesh("inflated", bm, of, smooth=True))


def sack(sections, of, around=96, wrinkle=.04, seed=1, corner=3.6, open_top=False):
    """A bag that stands: (height, width, depth, shift back) sections from the bottom up, joined smoothly, with creases."""
    for _ in range(3):
        sections = _softened(sections)
    bm = bmesh.new()
    rings = []
    tall = sections[-1][0]
    for height, width, depth, back in sections:
        ring = []
        for i in range(around):
            angle = 2 * math.pi * i / around
            x = width / 2 * math.copysign(abs(math.cos(angle)) ** (2 / corner), math.cos(angle))
            y = depth / 2 * math.copysign(abs(math.sin(angle)) ** (2 / corner), math.sin(angle))
            push = wrinkle * (noise.noise((x * 1.1, y * 1.1 + height * .5, seed)) + .6 * noise.noise((x * 2.6 + height, height * 1.4, y + seed)))
            push *= min(1, 4 * height / tall + .1)
            out = math.copysign(push * min(1, 2.5 * depth), y * push)
            ring.append(bm.verts.new((x * (1 + .3 * push), y + back + out, height)))
        rings.append(ring)
    for first, second in zip(rings, rings[1:]):
        for i in range(around):
            bm.faces.new((first[i], first[(i + 1) % around], second[(i + 1) % around], second[i]))
    bm.faces.new(rings[0])
    if not open_top:
        bm.faces.new(rings[-1])
    made = add_mesh("sack", bm, of, smooth=True)
    if open_top:
        thick = made.modifiers.new("thick", "SOLIDIFY")
        thick.thickness = .03
    return made


def writing(text, size, of, at=(0, 0, 0), turn=0, lean=(90, 0), wrap=0, depth=.002):
    """Letters, standing by default; `wrap` bends them around a cylinder of that radius about the vertical."""
    curve = bpy.data.curves.new("writing", "FONT")
    curve.body, curve.size, curve.align_x, curve.align_y = text, size, "CENTER", "CENTER"
    curve.extrude, curve.resolution_u = depth, 4
    holder = bpy.data.objects.new("writing", curve)
    mesh = bpy.data.meshes.new_from_object(holder)
    mesh.materials.clear()
    mesh.materials.append(of)
    if wrap:
        for vertex in mesh.vertices:
            x, y, z = vertex.co
            angle = x / wrap
            vertex.co = ((wrap + z) * math.sin(angle), y, (wrap + z) * math.cos(angle))
    with placed(at, turn, lean):
        return add(bpy.data.objects.new("writing", mesh))


def _subdivided(made, levels=1):
    smooth = made.modifiers.new("smooth", "SUBSURF")
    smooth.levels, smooth.render_levels = 1, levels
    return made


def _bevelled(made, width, segments):
    bevel = made.modifiers.new("bevel", "BEVEL")
    bevel.width, bevel.segments, bevel.limit_method, bevel.angle_limit = width, segments, "ANGLE", math.radians(40)
    made.data.use_auto_smooth, made.data.auto_smooth_angle = True, math.radians(46)
    made.data.polygons.foreach_set("use_smooth", [True] * len(made.data.polygons))
    return made
