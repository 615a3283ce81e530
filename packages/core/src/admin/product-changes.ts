import type { AdminProduct, AdminSaveProduct } from "@cartwright/contracts/admin-products";

type Values = Record<string, unknown>;
export interface Changes {
  readonly before: Values;
  readonly after: Values;
}

/** Texts too long for an audit entry are recorded by their length. */
const TEXT_MAX = 300;
const told = (value: unknown): unknown =>
  typeof value === "string" && value.length > TEXT_MAX ? `${value.length} characters` : value;

/** The new values that differ from the stored ones. Absent values stay as they are. */
export function differences(was: object, wanted: object): Changes {
  const before: Values = {};
  const after: Values = {};
  const known = new Map<string, unknown>(Object.entries(was));
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined || value === known.get(name)) continue;
    before[name] = told(known.get(name));
    after[name] = told(value);
  }
  return { before, after };
}

/** The changes of a save for the audit log: the product's own fields, and those of its variants under `variants.{id}`. */
export function productChanges(product: AdminProduct, input: AdminSaveProduct): Changes {
  const { productId: _id, version: _version, variants = [], ...fields } = input;
  const own = differences(product, fields);
  const ofVariants = variants.flatMap(({ id, ...wanted }) => {
    const was = product.variants.find((variant) => variant.id === id);
    const changes = was ? differences(was, wanted) : { before: {}, after: wanted };
    return Object.keys(changes.after).length === 0 ? [] : [[`variants.${id}`, changes] as const];
  });
  return {
    before: { ...own.before, ...Object.fromEntries(ofVariants.map(([name, changes]) => [name, changes.before])) },
    after: { ...own.after, ...Object.fromEntries(ofVariants.map(([name, changes]) => [name, changes.after])) },
  };
}
