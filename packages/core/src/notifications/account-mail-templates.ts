import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import { showEmail } from "../kernel/show-email.ts";
import type { MailBlock, MailDocument } from "./mail-document.ts";

interface ToPerson {
  /** May be empty. */
  readonly firstName: string;
}
interface WithLink extends ToPerson {
  /** A complete URL, with the secret if there is one. */
  readonly link: string;
}

/** What each mail about an account is filled with, by template. */
interface AccountMailFields {
  readonly welcome: ToPerson & { readonly shopLink: string };
  readonly verify: WithLink;
  /** Instead of `verify`, when the address has an account already: the page says the same in both cases. */
  readonly already_registered: { readonly loginLink: string; readonly resetLink: string };
  readonly reset: WithLink & { readonly validMinutes: number };
  readonly password_changed: ToPerson & { readonly resetLink: string };
  readonly unlock: WithLink & { readonly lockedMinutes: number };
  /** To the new address. */
  readonly change_email: WithLink;
  /** To the old address, with a link to restore it if it was confirmed. */
  readonly email_changed: ToPerson & {
    readonly newEmail: string;
    readonly restoreLink: string | null;
    readonly validDays: number;
  };
  /** To the address that the account no longer uses. */
  readonly email_restored: ToPerson;
  readonly second_factor: ToPerson & { readonly change: keyof typeof TWO_STEP };
  /** Device and place as text, such as `Firefox on Linux` and `Germany`. */
  readonly new_device: ToPerson & { readonly device: string; readonly place: string; readonly securityLink: string };
  readonly session_ended: ToPerson & { readonly securityLink: string };
  readonly staff_invited: WithLink & { readonly role: string; readonly validDays: number };
  readonly account_deleted: ToPerson;
  /** To both addresses of two customers that staff have merged. `keptEmail` is the one that stays, and `wasMember` says that the other had an account. */
  readonly customers_merged: ToPerson & {
    readonly keptEmail: string;
    readonly isKept: boolean;
    readonly wasMember: boolean;
  };
  /** The code is written in groups; `lastDay` is a calendar day, or null without one. A replacement is a new code for a card that was mailed before. */
  readonly gift_card: {
    readonly amount: string;
    readonly code: string;
    readonly message: string;
    readonly isReplacement: boolean;
    readonly lastDay: string | null;
    readonly shopLink: string;
  };
  /** To the buyer of gift cards. Each code is written in groups. */
  readonly gift_cards_bought: {
    readonly number: string;
    readonly cards: readonly { readonly amount: string; readonly code: string }[];
    readonly shopLink: string;
  };
  /** To the admins, when an endpoint of another program has not taken webhooks for days. */
  readonly webhook_disabled: WithLink & { readonly endpointUrl: string; readonly days: number };
}
type Template = keyof AccountMailFields;

/** A mail about an account: `{template: "reset", firstName, link, validMinutes}` and so on. */
export type AccountMail = { [T in Template]: { readonly template: T } & AccountMailFields[T] }[Template];

/** Templates whose links or codes are worth something to whoever has them. Their text is not kept after sending. */
export const CARRIES_SECRET: ReadonlySet<string> = new Set<Template>([
  "verify",
  "reset",
  "unlock",
  "change_email",
  "email_changed",
  "staff_invited",
  "gift_card",
  "gift_cards_bought",
]);

const text = (words: string): MailBlock => ({ kind: "text", text: words });
const note = (words: string): MailBlock => ({ kind: "note", text: words });
const button = (label: string, url: string): MailBlock => ({ kind: "button", label, url });

const TWO_STEP = {
  enabled: "twoStepEnabled",
  disabled: "twoStepDisabled",
  recovery_code_used: "recoveryCodeUsed",
  recovery_codes_renewed: "recoveryCodesRenewed",
  reset: "twoStepReset",
} as const;

type Translate = ReturnType<typeof getTranslations<"mails">>;
type Write<T extends Template> = (mail: AccountMailFields[T], t: Translate) => MailDocument;

const hello = (t: Translate, { firstName }: ToPerson) =>
  text(firstName === "" ? t("hello") : t("helloName", { name: firstName }));

const TEMPLATES: { readonly [T in Template]: Write<T> } = {
  welcome: (mail, t) => ({
    subject: t("welcome.subject"),
    preview: t("welcome.preview"),
    title: t("welcome.title"),
    blocks: [hello(t, mail), text(t("welcome.text")), button(t("welcome.button"), mail.shopLink)],
  }),
  verify: (mail, t) => ({
    subject: t("verify.subject"),
    preview: t("verify.preview"),
    blocks: [hello(t, mail), text(t("verify.text")), button(t("verify.button"), mail.link), note(t("verify.note"))],
  }),
  already_registered: (mail, t) => ({
    subject: t("registered.subject"),
    preview: t("registered.preview"),
    blocks: [
      text(t("registered.text")),
      button(t("registered.login"), mail.loginLink),
      text(t("registered.forgot")),
      button(t("registered.reset"), mail.resetLink),
      note(t("registered.note")),
    ],
  }),
  reset: (mail, t) => ({
    subject: t("reset.subject"),
    preview: t("reset.preview"),
    blocks: [
      hello(t, mail),
      text(t("reset.text", { minutes: mail.validMinutes })),
      button(t("reset.button"), mail.link),
      note(t("reset.note")),
    ],
  }),
  password_changed: (mail, t) => ({
    subject: t("passwordChanged.subject"),
    preview: t("passwordChanged.preview"),
    blocks: [
      hello(t, mail),
      text(t("passwordChanged.text")),
      text(t("passwordChanged.notYou")),
      button(t("passwordChanged.button"), mail.resetLink),
    ],
  }),
  unlock: (mail, t) => ({
    subject: t("unlock.subject"),
    preview: t("unlock.preview"),
    title: t("unlock.title"),
    blocks: [
      hello(t, mail),
      text(t("unlock.text", { minutes: mail.lockedMinutes })),
      text(t("unlock.you")),
      button(t("unlock.button"), mail.link),
      note(t("unlock.note")),
    ],
  }),
  change_email: (mail, t) => ({
    subject: t("changeEmail.subject"),
    preview: t("changeEmail.preview"),
    blocks: [
      hello(t, mail),
      text(t("changeEmail.text")),
      button(t("changeEmail.button"), mail.link),
      note(t("changeEmail.note")),
    ],
  }),
  email_changed: (mail, t) => ({
    subject: t("emailChanged.subject"),
    preview: t("emailChanged.preview"),
    blocks: [
      hello(t, mail),
      text(t("emailChanged.text", { email: showEmail(mail.newEmail) })),
      ...(mail.restoreLink === null
        ? [note(t("notYou"))]
        : [
            text(t("emailChanged.restore", { days: mail.validDays })),
            button(t("emailChanged.button"), mail.restoreLink),
          ]),
    ],
  }),
  email_restored: (mail, t) => ({
    subject: t("emailRestored.subject"),
    preview: t("emailRestored.preview"),
    blocks: [hello(t, mail), text(t("emailRestored.text"))],
  }),
  second_factor: (mail, t) => {
    const key = TWO_STEP[mail.change];
    const words = t(`${key}.text`);
    // A new password alone does not help against someone else's code.
    const notYou = note(mail.change === "enabled" ? t("notYourTwoStep") : t("notYou"));
    return { subject: t(`${key}.subject`), preview: words, blocks: [hello(t, mail), text(words), notYou] };
  },
  new_device: (mail, t) => ({
    subject: t("newDevice.subject"),
    preview: t("newDevice.preview", { device: mail.device, place: mail.place }),
    blocks: [
      hello(t, mail),
      text(t("newDevice.text")),
      {
        kind: "rows",
        rows: [
          { label: t("newDevice.device"), value: mail.device },
          { label: t("newDevice.place"), value: mail.place },
        ],
      },
      text(t("newDevice.you")),
      button(t("seeDevices"), mail.securityLink),
      note(t("notYou")),
    ],
  }),
  session_ended: (mail, t) => ({
    subject: t("sessionEnded.subject"),
    preview: t("sessionEnded.preview"),
    blocks: [
      hello(t, mail),
      text(t("sessionEnded.text")),
      button(t("seeDevices"), mail.securityLink),
      note(t("notYou")),
    ],
  }),
  staff_invited: (mail, t) => ({
    subject: t("invited.subject"),
    preview: t("invited.preview"),
    title: t("invited.title"),
    blocks: [
      hello(t, mail),
      text(t("invited.text", { role: mail.role })),
      button(t("invited.button"), mail.link),
      note(t("invited.note", { days: mail.validDays })),
    ],
  }),
  webhook_disabled: (mail, t) => ({
    subject: t("webhookDisabled.subject"),
    preview: t("webhookDisabled.preview", { url: mail.endpointUrl }),
    blocks: [
      hello(t, mail),
      text(t("webhookDisabled.text", { url: mail.endpointUrl, days: mail.days })),
      text(t("webhookDisabled.next")),
      button(t("webhookDisabled.button"), mail.link),
    ],
  }),
  customers_merged: (mail, t) => ({
    subject: t("merged.subject"),
    preview: t("merged.preview"),
    blocks: [hello(t, mail), text(t(mergedText(mail), { email: mail.keptEmail })), note(t("merged.wrong"))],
  }),
  gift_card: (mail, t) => ({
    ...giftCardOpening(mail, t),
    preview: t("giftCard.preview"),
    blocks: [
      ...(mail.message === "" ? [] : [text(mail.message)]),
      text(mail.isReplacement ? t("giftCard.newCodeText", { amount: mail.amount }) : t("giftCard.text")),
      { kind: "rows", rows: [{ label: t("giftCard.code"), value: mail.code, strong: true }] },
      button(t("giftCard.button"), mail.shopLink),
      note(mail.lastDay === null ? t("giftCard.note") : t("giftCard.noteUntil", { day: mail.lastDay })),
    ],
  }),
  gift_cards_bought: ({ number, cards, shopLink }, t) => {
    const count = cards.length;
    return {
      subject: t("giftCardsBought.subject", { number, count }),
      preview: t("giftCardsBought.preview", { count }),
      title: t("giftCardsBought.title", { count }),
      blocks: [
        text(t("giftCardsBought.text", { count })),
        {
          kind: "rows",
          rows: cards.map(({ amount, code }) => ({
            label: t("giftCardsBought.card", { amount }),
            value: code,
            strong: true,
          })),
        },
        button(t("giftCardsBought.button"), shopLink),
        note(t("giftCardsBought.note")),
      ],
    };
  },
  account_deleted: (mail, t) => ({
    subject: t("deleted.subject"),
    preview: t("deleted.preview"),
    blocks: [hello(t, mail), text(t("deleted.text"))],
  }),
};

const giftCardOpening = ({ amount, isReplacement }: AccountMailFields["gift_card"], t: Translate) =>
  isReplacement
    ? { subject: t("giftCard.newCodeSubject"), title: t("giftCard.newCodeTitle") }
    : { subject: t("giftCard.subject", { amount }), title: t("giftCard.title", { amount }) };

/** Merging a guest moves nothing that the shopper sees. */
function mergedText({ isKept, wasMember }: AccountMailFields["customers_merged"]) {
  if (!wasMember) return "merged.guest";
  return isKept ? "merged.kept" : "merged.gone";
}

/** The content of a mail about an account. Pure. */
export function accountMail<T extends Template>(
  mail: { readonly template: T } & AccountMailFields[T],
  locale: Locale = DEFAULT_LOCALE,
): MailDocument {
  const write: Write<T> = TEMPLATES[mail.template];
  return write(mail, getTranslations("mails", locale));
}
