import type { LimitName } from "@cartwright/api/context";
import type { Rate } from "@cartwright/contracts/durations";

/** One budget. Callers and addresses are counted for themselves; a call must fit into both. */
export interface LimitRule {
  /** Per account, per guest (his cookie), or per address for those without either. */
  readonly perCaller: Rate;
  /**
   * Per client address, whoever comes from it: cookies can be thrown away. Wide enough for an office behind one address,
   * narrow enough against a flood. Null where callers are told apart by address alone.
   */
  readonly perAddress: Rate | null;
  /** Who is a caller: `anyone` as said above, or `address` where a new cookie must not buy new tries. */
  readonly caller: "anyone" | "address";
  /** `exact`: every call is counted in the store before it runs. `loose`: counted here, and told to the store each second. */
  readonly counting: "exact" | "loose";
  /**
   * What happens when the Redis that counts is silent or gone: `database` counts in Postgres meanwhile, `pass` lets the
   * calls through. Without Redis the store is Postgres; where it cannot count, `database` refuses the call as "unavailable".
   */
  readonly withoutStore: "database" | "pass";
}

export type LimitTable = Readonly<Record<LimitName, LimitRule>>;

export interface LimitSettings {
  readonly general: Rate;
  readonly auth: Rate;
  readonly catalog: Rate;
  readonly cart: Rate;
}

const times = (rate: Rate, factor: number): Rate => ({ ...rate, count: rate.count * factor });

/** Every limit of the shop in one place. */
export function limitTable(settings: LimitSettings): LimitTable {
  return {
    // Placing an order, changing a profile, cancelling: whatever changes something and has no budget of its own.
    general: {
      perCaller: settings.general,
      perAddress: times(settings.general, 1_000),
      caller: "anyone",
      counting: "exact",
      withoutStore: "database",
    },
    // Log-in, registration, mailed links, passwords. A signed-in caller is counted as the account and as the address.
    auth: {
      perCaller: settings.auth,
      perAddress: null,
      caller: "address",
      counting: "exact",
      withoutStore: "database",
    },
    // Clicks on the cart and quotes of a checkout: a shopper who tries things makes many.
    cart: {
      perCaller: settings.cart,
      perAddress: times(settings.cart, 500),
      caller: "anyone",
      counting: "exact",
      withoutStore: "pass",
    },
    // Reading. Against a flood only; no way of looking around gets near it.
    catalog: {
      perCaller: settings.catalog,
      perAddress: null,
      caller: "address",
      counting: "loose",
      withoutStore: "pass",
    },
  };
}
