import type { PersonRow, PersonSession } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import type { ReactNode } from "react";
import { PlaceName } from "../../account/place-name.tsx";
import { Fact } from "../shell/fact.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { AccountBadge } from "./people-table.tsx";
import { nameOf } from "./person.ts";

/** The person's name, the state of the account and its actions. */
export function PersonHeader({
  person,
  back,
  note,
  isInvited = false,
  hasAccount = true,
  children,
}: {
  person: PersonRow;
  back: { readonly href: string; readonly label: string };
  note?: string;
  isInvited?: boolean;
  hasAccount?: boolean;
  children: ReactNode;
}) {
  return (
    <header className="grid gap-3">
      <BackLink href={back.href} label={back.label} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="min-w-0 text-xl wrap-anywhere">{nameOf(person)}</h1>
        {hasAccount ? <AccountBadge person={person} isInvited={isInvited} /> : null}
        {note === undefined ? null : <span className="text-ink-soft">{note}</span>}
        <div className="flex flex-wrap gap-2 sm:ml-auto">{children}</div>
      </div>
    </header>
  );
}

/** The account, and whether it can be logged in to. */
export function AccountPanel({
  person,
  children,
}: {
  person: PersonRow & { readonly failedTries: number; readonly secondFactor: boolean };
  children?: ReactNode;
}) {
  const t = useTranslations("adminPeople");
  return (
    <Panel title={t("account.title")}>
      <dl className="grid gap-3">
        <Fact name={t("account.email")}>
          {person.email}
          {person.emailVerified ? null : <span className="text-warn"> {t("account.unverified")}</span>}
        </Fact>
        <Fact name={t("account.joined")}>
          <Timestamp at={person.createdAt} />
        </Fact>
        <Fact name={t("account.login")}>
          <LoginState person={person} />
        </Fact>
        <Fact name={t("account.twoStep")}>{person.secondFactor ? t("account.on") : t("account.off")}</Fact>
        {children}
      </dl>
    </Panel>
  );
}

/** Whether the account can be logged in to, and if not, why. */
function LoginState({ person }: { person: PersonRow & { readonly failedTries: number } }) {
  const t = useTranslations("adminPeople");
  const { status, lockedUntil, failedTries: count } = person;
  if (status === "disabled") return t("account.disabledByStaff");
  if (lockedUntil !== null) return t.rich("account.lockedUntil", { count, time: <Timestamp at={lockedUntil} /> });
  return count === 0 ? t("account.open") : t("account.openWithFailures", { count });
}

/** The devices that are logged in. */
export function SessionsPanel({ sessions }: { sessions: readonly PersonSession[] }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel title={t("account.devices")} flush>
      {sessions.length === 0 ? <EmptyPanel>{t("account.noDevices")}</EmptyPanel> : null}
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex items-baseline justify-between gap-3 border-b border-line px-4 py-2.5 last:border-b-0"
          >
            <span className="min-w-0 wrap-anywhere">
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
            <Timestamp at={session.lastSeenAt} className="figures shrink-0 text-xs text-muted" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
