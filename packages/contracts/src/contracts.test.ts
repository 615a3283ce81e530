import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CART_LINES_MAX, LINE_QUANTITY_MAX, SetLine } from "./cart.ts";
import { Address, Email, PlaceOrder, PromotionCode, QuoteRequest } from "./checkout.ts";
import { RateText } from "./durations.ts";
import { ERROR_REASONS, isErrorReason } from "./error-codes.ts";
import { ORDER_NUMBER_ALPHABET, OrderNumber } from "./ids.ts";
import { EVENTS, JOBS, OrderEventType, QUEUE_OF, QUEUES, SAGA_COMMANDS, SAGA_EVENTS } from "./messages.ts";
import { GetOrder, OpenOrderLink } from "./orders.ts";
import { Cursor, PageRequest } from "./paging.ts";
import { holds, isStaff, PERMISSIONS, Role } from "./permissions.ts";
import { Room, SubscribeRequest } from "./rooms.ts";
import { line, optionalLine } from "./text.ts";

const ID = "0198f3a0-0000-7000-8000-000000000001";
const ADDRESS = { name: "Kim", line1: "Street 1", city: "Berlin", postalCode: "10969", country: "DE" };
const PLACE = {
  idempotencyKey: ID,
  email: "kim@example.com",
  shippingAddress: ADDRESS,
  shippingMethodId: "standard",
  payment: { provider: "sandbox", token: "tok_approve" },
  expectedTotalMinor: 1_999,
};

describe("what is sent to the shop", () => {
  it("is refused with any unknown key", () => {
    const inputs = [
      [SetLine, { variantId: ID, quantity: 1 }],
      [QuoteRequest, {}],
      [PlaceOrder, PLACE],
      [GetOrder, { number: "CW-2345-6789" }],
      [OpenOrderLink, { number: "CW-2345-6789", key: "k" }],
      [PageRequest, {}],
      [Address, ADDRESS],
    ] as const;
    for (const [schema, input] of inputs) {
      expect(schema.safeParse(input).success).toBe(true);
      for (const extra of ["unitPriceMinor", "userId", "role", "isAdmin"]) {
        expect(schema.safeParse({ ...input, [extra]: 1 }).success).toBe(false);
      }
    }
    const nested = { ...PLACE, payment: { ...PLACE.payment, amountMinor: 1 } };
    expect(PlaceOrder.safeParse(nested).success).toBe(false);
  });

  it("identifies an attempt to place an order by its key in upper or lower case", () => {
    const { idempotencyKey } = PlaceOrder.parse({ ...PLACE, idempotencyKey: ID.toUpperCase() });
    expect(idempotencyKey).toBe(ID);
  });

  it("has whole quantities within bounds", () => {
    expect(CART_LINES_MAX).toBe(100);
    for (const quantity of [0, 1, LINE_QUANTITY_MAX]) {
      expect(SetLine.safeParse({ variantId: ID, quantity }).success).toBe(true);
    }
    for (const quantity of [-1, 1.5, LINE_QUANTITY_MAX + 1, Number.NaN, Number.POSITIVE_INFINITY, "1", null, 2 ** 53]) {
      expect(SetLine.safeParse({ variantId: ID, quantity }).success).toBe(false);
    }
  });

  it("has addresses without control characters, trimmed, not empty", () => {
    expect(Address.parse({ ...ADDRESS, name: "  Kim  " }).name).toBe("Kim");
    for (const name of ["", "   ", "Kim\r\nBcc: x", "Kim\u0000", "\u007f", "x".repeat(121)]) {
      expect(Address.safeParse({ ...ADDRESS, name }).success).toBe(false);
    }
    for (const country of ["de", "DEU", "", "D1"]) {
      expect(Address.safeParse({ ...ADDRESS, country }).success).toBe(false);
    }
  });

  it("has email addresses and codes in one normal form", () => {
    expect(Email.parse("  Kim@Example.COM ")).toBe("kim@example.com");
    for (const email of ["kim", "kim@", "@example.com", "a b@example.com", "kim@example.com\nBcc: x@example.com"]) {
      expect(Email.safeParse(email).success).toBe(false);
    }
    expect(PromotionCode.parse(" summer-10 ")).toBe("SUMMER-10");
    for (const code of ["", "A", "A B", "X".repeat(41), "ÄÖ"])
      expect(PromotionCode.safeParse(code).success).toBe(false);
  });

  it("has cursors with their own alphabet only", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Cursor.safeParse(text).success).toBe(/^[A-Za-z0-9_-]{1,400}$/.test(text));
      }),
    );
  });
});

describe("a name", () => {
  it.each([
    "\u200b",
    "\u200d\u2060",
    "\u3164",
    "\u2800 \u2800",
    "\u115f\u1160",
    "\u00ad",
    "\ufe0f\u0301",
    "\ufeff\u202e",
    "\u{e0041}",
  ])("is refused when it is made of characters that show nothing (%j)", (name) => {
    expect(line(80).safeParse(name).success).toBe(false);
    expect(optionalLine(80).safeParse(name).success).toBe(false);
  });

  it.each(["Ann", "O'Brien", "\u092e\u0940\u0930\u093e", "山", "👩‍🚀", "é", "e\u0301", "-", "x\u200dy"])(
    "is accepted when it shows something (%j)",
    (name) => {
      expect(line(80).safeParse(name).success).toBe(true);
    },
  );
});

describe("order numbers", () => {
  it("have no ambiguous symbols", () => {
    expect(ORDER_NUMBER_ALPHABET).not.toMatch(/[01ILOU]/);
    expect(new Set(ORDER_NUMBER_ALPHABET).size).toBe(30);
    for (const symbol of ORDER_NUMBER_ALPHABET)
      expect(OrderNumber.safeParse(`CW-${symbol.repeat(4)}-2222`).success).toBe(true);
    for (const symbol of "01ILOUa-") expect(OrderNumber.safeParse(`CW-${symbol.repeat(4)}-2222`).success).toBe(false);
  });
});

describe("messages", () => {
  it("have a queue for every job, and every queue has a job", () => {
    expect(Object.keys(QUEUE_OF).toSorted()).toEqual(Object.keys(JOBS).toSorted());
    expect([...new Set(Object.values(QUEUE_OF))].toSorted()).toEqual([...QUEUES].toSorted());
  });

  it("have distinct names: no command, task or event shares one", () => {
    const names = [...Object.keys(JOBS), ...Object.keys(EVENTS)];
    expect(new Set(names).size).toBe(names.length);
  });

  it("are saga commands only with an order, a saga and version 1", () => {
    const command = { orderId: ID, sagaId: ID, version: 1 };
    for (const schema of Object.values(SAGA_COMMANDS)) {
      expect(schema.safeParse(command).success).toBe(true);
      for (const broken of [
        { ...command, version: 2 },
        { ...command, amountMinor: 1 },
        { orderId: ID, version: 1 },
      ]) {
        expect(schema.safeParse(broken).success).toBe(false);
      }
    }
    for (const name of SAGA_EVENTS) expect(OrderEventType.safeParse(name).success).toBe(true);
  });
});

describe("rooms", () => {
  it("are orders by number, products by id, and the staff's; nothing else", () => {
    for (const room of ["order:CW-2345-6789", `product:${ID}`, "admin:orders", "admin:imports"]) {
      expect(Room.safeParse(room).success).toBe(true);
    }
    for (const room of [
      "order:",
      "order:CW-2345-678",
      "order:*",
      "product:1",
      "admin:users",
      "admin:orders ",
      "order:CW-2345-6789\n",
    ]) {
      expect([room, Room.safeParse(room).success]).toEqual([room, false]);
    }
    expect(SubscribeRequest.parse({ room: "admin:orders" }).after).toBe(0);
    expect(SubscribeRequest.safeParse({ room: "admin:orders", after: -1 }).success).toBe(false);
  });
});

describe("permissions", () => {
  it("are never a shopper's, and always the administrator's", () => {
    for (const permission of Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[]) {
      expect(holds("shopper", permission)).toBe(false);
      expect(holds("admin", permission)).toBe(true);
    }
    expect(Role.options.filter((role) => !isStaff(role))).toEqual(["shopper"]);
  });
});

describe("the table of failures", () => {
  it("knows its own reasons only", () => {
    for (const reason of ERROR_REASONS) expect(isErrorReason(reason)).toBe(true);
    for (const word of ["constructor", "__proto__", "toString", ""]) expect(isErrorReason(word)).toBe(false);
  });
});

describe("rates", () => {
  it("are parsed as a count and a window in seconds", () => {
    expect(RateText.parse("100/15m")).toEqual({ count: 100, windowSeconds: 900 });
    expect(RateText.parse("5/30s")).toEqual({ count: 5, windowSeconds: 30 });
    expect(RateText.parse("1/2h")).toEqual({ count: 1, windowSeconds: 7_200 });
    for (const text of ["0/15m", "100", "100/m", "100/0m", "-1/1m", "1/1d", "1/1m "]) {
      expect(RateText.safeParse(text).success).toBe(false);
    }
  });
});
