import type { ScanSession } from "@cartwright/dev/scan-session";
import { z } from "zod";
import { OPTION_NAME, SOME_UUID } from "./sample-value.ts";

export const SHOPPER = "shopper@example.com";
const SOME_ORDER = "CW-2222-2222";
const TIMEOUT_MS = 15_000;

const TrpcResponse = z.object({ result: z.object({ data: z.unknown() }) });
const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const Option = z.object({ name: z.string(), values: z.array(z.string()).min(1) });
const Product = z.object({
  id: z.uuid(),
  title: z.string(),
  options: z.array(Option),
  variants: z.array(z.object({ id: z.uuid() })).min(1),
});

/**
 * Reads what is in the shop to be asked for, with the two sessions of the scan; what it has none of is made up. Throws when
 * it sells nothing.
 */
export async function readKnownValues(
  origin: string,
  sessions: Record<"shopper" | "admin", Pick<ScanSession, "SHOP_COOKIE">>,
) {
  async function ask<T extends z.ZodType>(name: string, input: unknown, output: T): Promise<z.output<T>> {
    const { SHOP_COOKIE } = name.startsWith("admin.") ? sessions.admin : sessions.shopper;
    const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const url = new URL(`/api/trpc/${name}${query}`, origin);
    const response = await fetch(url, { headers: { cookie: SHOP_COOKIE }, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${name} returned ${response.status}`);
    return output.parse(TrpcResponse.parse(await response.json()).result.data);
  }
  const first = async <T extends z.ZodType>(name: string, item: T, more: object = {}) =>
    (await ask(name, { limit: 1, ...more }, page(item))).items[0];
  const [category] = await ask("catalog.categories", undefined, z.array(z.object({ slug: z.string() })));
  // All of one product, so that a list that is narrowed by every field at once still finds it.
  const listed = await first("catalog.list", z.object({ slug: z.string() }), { category: category?.slug });
  if (!listed) throw new Error("The shop sells nothing: there is nothing to scan.");
  const { slug } = listed;
  const product = await ask("catalog.product", { slug }, Product);
  const [option] = product.options;
  const order = await first("orders.list", z.object({ number: z.string() }));
  const customers = await ask("admin.customers.list", {}, page(z.object({ id: z.uuid(), email: z.string() })));
  const staff = await ask("admin.staff.list", {}, page(z.object({ id: z.uuid(), role: z.string() })));
  const [address] = await ask("account.addresses.list", undefined, z.array(z.object({ id: z.uuid() })));
  // The scanning account must not be disabled by the scan.
  const customer = customers.items.find(({ email }) => email !== SHOPPER);
  const colleague = staff.items.find(({ role }) => role !== "admin")?.id;
  return {
    slug,
    productId: product.id,
    orderNumber: order?.number ?? SOME_ORDER,
    customerId: customer?.id ?? SOME_UUID,
    category: category?.slug ?? slug,
    values: new Map<string, unknown>([
      ["slug", slug],
      ["query", product.title],
      [OPTION_NAME, option?.name],
      [option?.name ?? OPTION_NAME, option?.values[0]],
      ["category", category?.slug],
      ["productId", product.id],
      ["productIds", product.id],
      ["variantId", product.variants[0]?.id],
      ["number", order?.number],
      ["version", 1],
      ["account.addresses/id", address?.id],
      ["admin.customers/id", customer?.id],
      ["admin.staff/id", colleague],
      ["admin.staff.changeRole/role", "manager"],
      ["userId", colleague],
    ]),
  };
}
