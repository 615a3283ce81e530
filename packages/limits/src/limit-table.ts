import type { LimitName } from "@cartwright/api/context";
import type { Rate } from "@cartwright/contracts/durations";

/** One budget. Callers and addresses are counted separately; a call must be within both. */
export interface LimitRule {
  /** Per caller, told apart by `caller`. */
  readonly perCaller: Rate;
  /**
   * Per client address, for all callers together: cookies can be discarded. Wide enough for an office behind one address,
   * narrow enough against a flood. Null where callers are told apart by address alone.
   */
  readonly perAddress: Rate | null;
  /**
   * How callers are told apart. `anyone`: by account, by a guest's cookie, or by address without either. `account`: by account,
   * and guests by address, so that dropping a cookie gives no new budget. `address`: by address, and by account too. `range`: by
   * the network of the address, for all callers in it together. `subject`: not at all, only whom the call is about.
   * `subject_in_range`: by both.
   */
  readonly caller: "anyone" | "account" | "address" | "range" | "subject" | "subject_in_range";
  /**
   * `exact`: every call is counted in the store before it runs. `loose`: calls are counted in the process and added to the
   * store each second.
   */
  readonly counting: "exact" | "loose";
  /**
   * What happens while Redis does not respond: `database` counts in Postgres, `pass` lets calls through. Without a Redis the
   * store is Postgres; when it fails, `database` refuses calls as "unavailable".
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

const DAY_SECONDS = 86_400;

/** Every limit of the shop. */
export function limitTable(settings: LimitSettings): LimitTable {
  const mailboxRate = { ...settings.general, count: Math.max(1, Math.ceil(settings.general.count / 10)) };
  return {
    // Placing an order, changing a profile, cancelling: every change without its own budget.
    general: {
      perCaller: settings.general,
      perAddress: times(settings.general, 1_000),
      caller: "account",
      counting: "exact",
      withoutStore: "database",
    },
    // Log-in, registration, mailed links, passwords. A signed-in caller is counted by account and by address.
    auth: {
      perCaller: settings.auth,
      perAddress: null,
      caller: "address",
      counting: "exact",
      withoutStore: "database",
    },
    // What makes the shop send a mail to an address that the caller typed, per network.
    mail: {
      perCaller: settings.general,
      perAddress: null,
      caller: "range",
      counting: "exact",
      withoutStore: "database",
    },
    // The mails about orders that anyone can have sent to a mailbox, whoever asks. Mails about money that was taken are not counted.
    mailbox: {
      perCaller: mailboxRate,
      perAddress: null,
      caller: "subject",
      counting: "exact",
      withoutStore: "database",
    },
    mailbox_day: {
      perCaller: { count: mailboxRate.count * 3, windowSeconds: DAY_SECONDS },
      perAddress: null,
      caller: "subject",
      counting: "exact",
      withoutStore: "database",
    },
    // Mails about an account (a forgotten password, a link that verifies an address) have a budget of their own, which mails
    // about orders do not use up, and of which each network has a share, so that one stranger cannot keep the owner out.
    mailbox_account: {
      perCaller: { ...mailboxRate, windowSeconds: DAY_SECONDS },
      perAddress: null,
      caller: "subject_in_range",
      counting: "exact",
      withoutStore: "database",
    },
    mailbox_account_day: {
      perCaller: { count: mailboxRate.count * 6, windowSeconds: DAY_SECONDS },
      perAddress: null,
      caller: "subject",
      counting: "exact",
      withoutStore: "database",
    },
    // Changes of the cart and quotes of a checkout: shoppers try things.
    cart: {
      perCaller: settings.cart,
      perAddress: times(settings.cart, 500),
      caller: "anyone",
      counting: "exact",
      withoutStore: "pass",
    },
    // Reads. Against floods only; no shopper comes near it.
    catalog: {
      perCaller: settings.catalog,
      perAddress: null,
      caller: "address",
      counting: "loose",
      withoutStore: "pass",
    },
  };
}
