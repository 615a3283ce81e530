import { AdminListAudit } from "@cartwright/contracts/admin-audit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type AuditSearch, auditSearchPath, NO_FILTERS, readAuditSearch, toAuditInput } from "./audit-search.ts";

const paramsOf = (path: string) => new URL(path, "http://localhost").searchParams;

it("a filtered log has a URL that restores it", () => {
  const search: AuditSearch = {
    who: "kim+1@example.com",
    action: "role.changed",
    area: "user",
    target: "CW-2345-2345",
    from: "2026-02-01",
    to: "2026-02-28",
  };
  expect(readAuditSearch(paramsOf(auditSearchPath(search)))).toEqual(search);
  expect(auditSearchPath(NO_FILTERS)).toBe("/admin/audit");
  expect(toAuditInput(search, "UTC")).toMatchObject({
    from: "2026-02-01T00:00:00.000Z",
    to: "2026-03-01T00:00:00.000Z",
  });
});

it("no URL produces an input that the contract refuses", () => {
  const day = fc.oneof(
    fc.string(),
    fc.constantFrom("2026-02-31", "0000-00-00", "9999-12-31", "2999-12-31", "0002-01-01", "2026-11-1"),
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.tuple(day, day), (who, action, [from, to]) => {
      expect(AdminListAudit.safeParse(toAuditInput({ ...NO_FILTERS, from, to }, "Africa/Cairo")).success).toBe(true);
      const input = toAuditInput(
        readAuditSearch(new URLSearchParams({ who, action, area: who, target: action, from, to })),
        "Europe/Berlin",
      );
      expect(AdminListAudit.safeParse(input).success).toBe(true);
    }),
  );
});
