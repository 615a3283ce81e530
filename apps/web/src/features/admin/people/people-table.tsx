import type { PersonRow, StaffRow } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { ReactNode, Ref } from "react";
import { Timestamp } from "../shell/timestamp.tsx";
import { accountState, nameOf } from "./person.ts";

/** Columns for wide screens only. */
export const WIDE = "max-md:hidden";
export const CELL = "py-2";

/** Staff as rows; the whole row is a link. */
export function StaffTable({ staff, body }: { staff: readonly StaffRow[]; body: Ref<HTMLTableSectionElement> }) {
  const admin = useTranslations("admin");
  const t = useTranslations("adminPeople");
  return (
    <Table caption={t("staff.caption")}>
      <thead>
        <tr>
          <Th>{t("column.name")}</Th>
          <Th className={WIDE}>{t("column.email")}</Th>
          <Th>{t("column.role")}</Th>
          <Th>{t("column.status")}</Th>
          <Th className={WIDE}>{t("column.twoStep")}</Th>
          <Th className={classNames("text-right", WIDE)}>{t("column.lastSeen")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {staff.map((person) => (
          <PersonLine key={person.id} person={person} href={`/admin/staff/${person.id}`}>
            <Td className={CELL}>{t(`role.${person.role}`)}</Td>
            <Td className={classNames(CELL, "whitespace-nowrap")}>
              <AccountBadge person={person} isInvited={!person.emailVerified} />
            </Td>
            <Td className={classNames(CELL, WIDE, person.secondFactor ? "" : "text-muted")}>
              {person.secondFactor ? t("account.on") : t("account.off")}
            </Td>
            <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
              {person.lastSeenAt === null ? admin("none") : <Timestamp at={person.lastSeenAt} />}
            </Td>
          </PersonLine>
        ))}
      </tbody>
    </Table>
  );
}

interface PersonLineProps {
  person: PersonRow;
  href: string;
  /** Whether it is said with the name on narrow screens, and whether it has a column. */
  showsEmail?: boolean;
  children: ReactNode;
}

/** A person as a row that is a link. */
export function PersonLine({ person, href, showsEmail = true, children }: PersonLineProps) {
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
        {name === person.email || !showsEmail ? null : (
          <span className="block max-w-40 truncate text-xs text-muted md:hidden">{person.email}</span>
        )}
      </Td>
      {showsEmail ? (
        <Td className={classNames(CELL, WIDE, "max-w-72 truncate text-ink-soft")}>{person.email}</Td>
      ) : null}
      {children}
    </tr>
  );
}

const BADGE_TONE = { disabled: "bad", locked: "warn", invited: "accent" } as const;

/** The state of an account: a badge unless it is active. */
export function AccountBadge({
  person,
  isInvited = false,
}: {
  person: Pick<PersonRow, "status" | "lockedUntil">;
  isInvited?: boolean;
}) {
  const t = useTranslations("adminPeople");
  const state = accountState(person) ?? (isInvited ? "invited" : null);
  if (state === null) return <span className="text-muted">{t("account.active")}</span>;
  return (
    <Badge tone={BADGE_TONE[state]} className="px-2 py-px">
      {t(`account.${state}`)}
    </Badge>
  );
}
