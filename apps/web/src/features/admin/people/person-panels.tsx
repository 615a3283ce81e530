import type { CustomerRow, PersonSession } from "@cartwright/contracts/admin-people";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PlaceName } from "../../account/place-name.tsx";
import { Fact } from "../shell/fact.tsx";
import { Moment } from "../shell/timestamp.tsx";
import { Nothing, Panel } from "../shell/panel.tsx";
import { AccountBadge } from "./people-table.tsx";
import { nameOf } from "./people-words.ts";

/** Who it is, how the account stands, and what can be done about it. */
export function PersonHeader({
  person,
  back,
  note,
  isInvited = false,
  children,
}: {
  person: CustomerRow;
  back: { readonly href: string; readonly label: string };
  note?: string;
  isInvited?: boolean;
  children: ReactNode;
}) {
  return (
    <header className="grid gap-3">
      <Link
        href={back.href}
        className="flex items-center gap-1 justify-self-start rounded-sm text-muted hover:text-ink"
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
        {back.label}
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="min-w-0 text-xl break-words">{nameOf(person)}</h1>
        <AccountBadge person={person} isInvited={isInvited} />
        {note === undefined ? null : <span className="text-ink-soft">{note}</span>}
        <div className="flex flex-wrap gap-2 sm:ml-auto">{children}</div>
      </div>
    </header>
  );
}

/** The account itself, and whether it can be logged in to. */
export function AccountPanel({
  person,
  children,
}: {
  person: CustomerRow & { readonly failedTries: number; readonly secondFactor: boolean };
  children?: ReactNode;
}) {
  return (
    <Panel title="Account">
      <dl className="grid gap-3">
        <Fact name="E-mail">
          {person.email}
          {person.emailVerified ? null : <span className="text-warn"> (not confirmed)</span>}
        </Fact>
        <Fact name="Joined">
          <Moment at={person.createdAt} />
        </Fact>
        <Fact name="Log-in">{loginText(person)}</Fact>
        <Fact name="Second step">{person.secondFactor ? "On" : "Off"}</Fact>
        {children}
      </dl>
    </Panel>
  );
}

function loginText({ status, lockedUntil, failedTries }: CustomerRow & { readonly failedTries: number }): ReactNode {
  if (status === "disabled") return "Disabled by staff";
  if (lockedUntil !== null)
    return (
      <>
        Locked after {failedTries} failed tries, opens <Moment at={lockedUntil} />
      </>
    );
  if (failedTries === 0) return "Open";
  return `Open; ${failedTries === 1 ? "one failed try" : `${failedTries} failed tries`} lately`;
}

/** Where somebody is logged in. */
export function SessionsPanel({ sessions }: { sessions: readonly PersonSession[] }) {
  return (
    <Panel title="Devices" flush>
      {sessions.length === 0 ? <Nothing>Not logged in anywhere.</Nothing> : null}
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex items-baseline justify-between gap-3 border-b border-line px-4 py-2.5 last:border-b-0"
          >
            <span className="min-w-0">
              {session.device}
              {session.place === null ? null : (
                <span className="block text-ink-soft">
                  <PlaceName place={session.place} />
                </span>
              )}
              {session.address === null ? null : (
                <span className="block font-mono text-xs break-all text-muted">{session.address}</span>
              )}
            </span>
            <Moment at={session.lastSeenAt} className="figures shrink-0 text-xs text-muted" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
