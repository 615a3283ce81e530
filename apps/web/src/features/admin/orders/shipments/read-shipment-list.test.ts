import { SHIPMENT_ROWS_MAX } from "@cartwright/contracts/shipment-list";
import { describe, expect, test } from "vitest";
import { readShipmentList } from "./read-shipment-list.ts";

const entries = (text: string) => readShipmentList(text).rows.map(({ entry }) => entry);
const problems = (text: string) => readShipmentList(text).rows.map(({ line, problem }) => [line, problem]);
const BOTH = [
  { number: "CW-7F4K-9QXM", carrier: "DHL", trackingNumber: "JD1" },
  { number: "CW-2222-3333", carrier: "Royal Mail", trackingNumber: "RM2" },
];

describe("a list is read", () => {
  test.each([
    ["with commas", "CW-7F4K-9QXM,DHL,JD1\nCW-2222-3333,Royal Mail,RM2"],
    ["with semicolons and CRLF", "CW-7F4K-9QXM;DHL;JD1\r\nCW-2222-3333;Royal Mail;RM2\r\n"],
    ["with tabs, as a spreadsheet pastes it", "CW-7F4K-9QXM\tDHL\tJD1\nCW-2222-3333\tRoyal Mail\tRM2"],
    [
      "with a header in another order and another column",
      "Tracking Number,Weight,Order,Carrier\nJD1,2,CW-7F4K-9QXM,DHL\nRM2,1,CW-2222-3333,Royal Mail",
    ],
    [
      "with quotes, a byte order mark and blank rows",
      '\ufeff"CW-7F4K-9QXM","DHL","JD1"\n\n,,\n"CW-2222-3333","Royal Mail","RM2"',
    ],
    ["with numbers as people type them", "#cw-7f4k-9qxm, DHL, JD1\n22223333, Royal Mail, RM2"],
  ])("%s", (_how, text) => expect(entries(text)).toEqual(BOTH));

  test("with the number alone, and with a tracking number without a carrier", () => {
    expect(entries("CW-7F4K-9QXM\nCW-2222-3333,RM2")).toEqual([
      { number: "CW-7F4K-9QXM" },
      { number: "CW-2222-3333", trackingNumber: "RM2" },
    ]);
  });
});

test("every row that cannot be used is named by its line", () => {
  const text = `order,carrier,tracking\nCW-7F4K-9QXM,DHL,JD1\n1001,DHL,JD2\ncw7f4k9qxm,DHL,JD3\nCW-2222-3333,DHL,${"9".repeat(101)}`;
  expect(problems(text)).toEqual([
    [2, null],
    [3, "number"],
    [4, "twice"],
    [5, "too_long"],
  ]);
});

test("a list is refused that is empty, broken or too long", () => {
  expect(readShipmentList(" \n").refusal).toBe("empty");
  expect(readShipmentList("order,tracking\n").refusal).toBe("empty");
  expect(readShipmentList('"CW-7F4K-9QXM,DHL').refusal).toBe("unreadable");
  const rows = (count: number) => Array.from({ length: count }, () => "CW-7F4K-9QXM,DHL,1").join("\n");
  expect(readShipmentList(`order,carrier,tracking\n${rows(SHIPMENT_ROWS_MAX)}`).refusal).toBeNull();
  expect(readShipmentList(rows(SHIPMENT_ROWS_MAX + 1)).refusal).toBe("too_many");
});
