import type { CustomerRow, StaffRow } from "@cartwright/contracts/admin-people";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { ReactNode, Ref } from "react";
import { Moment } from "../shell/timestamp.tsx";
import { accountWord, nameOf, ROLE_WORD } from "./people-words.ts";

/** What only wider screens have room for. */
const WIDE = "max-md:hidden";
const CELL = "py-2";

/** Customers as rows; a whole row is one link. */
export function CustomerTable({
  customers,
  body,
}: {
  customers: readonly CustomerRow[];
  body: Ref<HTMLTableSectionElement>;
}) {
  return (
    <Table caption="Customers, newest first">
      <thead>
        <tr>
          <Th>Customer</Th>
          <Th className={WIDE}>E-mail</Th>
          <Th>State</Th>
          <Th className={classNames("text-right", WIDE)}>Joined</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {customers.map((person) => (
          <PersonLine key={person.id} person={person} href={`/admin/customers/${person.id}`}>
            <Td className={classNames(CELL, "whitespace-nowrap")}>
              <AccountBadge person={person} />
            </Td>
            <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
              <Moment at={person.createdAt} />
            </Td>
          </PersonLine>
        ))}
      </tbody>
    </Table>
  );
}

/** Staff as rows; a whole row is one link. */
export function StaffTable({ staff, body }: { staff: readonly StaffRow[]; body: Ref<HTMLTableSectionElement> }) {
  return (
    <Table caption="Staff, newest first">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th className={WIDE}>E-mail</Th>
          <Th>Role</Th>
          <Th>State</Th>
          <Th className={WIDE}>Second step</Th>
          <Th className={classNames("text-right", WIDE)}>Last seen</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {staff.map((person) => (
          <PersonLine key={person.id} person={person} href={`/admin/staff/${person.id}`}>
            <Td className={CELL}>{ROLE_WORD[person.role]}</Td>
            <Td className={classNames(CELL, "whitespace-nowrap")}>
              <AccountBadge person={person} isInvited={!person.emailVerified} />
            </Td>
            <Td className={classNames(CELL, WIDE, person.secondFactor ? "" : "text-muted")}>
              {person.secondFactor ? "On" : "Off"}
            </Td>
            <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
              {person.lastSeenAt === null ? "–" : <Moment at={person.lastSeenAt} />}
            </Td>
          </PersonLine>
        ))}
      </tbody>
    </Table>
  );
}

function PersonLine({ person, href, children }: { person: CustomerRow; href: string; children: ReactNode }) {
  const name = nameOf(person);
  return (
    <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
      <Td className={CELL}>
        <Link
          href={href}
          prefetch={false}
          className="block max-w-64 truncate font-medium after:absolute after:inset-0 focus-visible:-outline-offset-2 max-md:max-w-40"
        >
          {name}
        </Link>
        {name === person.email ? null : (
          <span className="block max-w-40 truncate text-xs text-muted md:hidden">{person.email}</span>
        )}
      </Td>
      <Td className={classNames(CELL, WIDE, "max-w-72 truncate text-ink-soft")}>{person.email}</Td>
      {children}
    </tr>
  );
}

/** What stands out about an account; active is the rule and stays quiet. */
export function AccountBadge({
  person,
  isInvited = false,
}: {
  person: Pick<CustomerRow, "status" | "lockedUntil">;
  isInvited?: boolean;
}) {
  const word = accountWord(person) ?? (isInvited ? ({ label: "Invited", tone: "accent" } as const) : null);
  if (word === null) return <span className="text-muted">Active</span>;
  return (
    <Badge tone={word.tone} className="px-2 py-px">
      {word.label}
    </Badge>
  );
}
