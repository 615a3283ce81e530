import type { MailBlock, MailDocument } from "./mail-document.ts";

interface ToPerson {
  /** May be empty. */
  readonly firstName: string;
}
interface WithLink extends ToPerson {
  /** A complete address, with whatever secret its reader needs. */
  readonly link: string;
}

/** What each mail about an account is filled with, by template. */
interface AccountMailFields {
  readonly welcome: ToPerson & { readonly shopLink: string };
  readonly verify: WithLink;
  /** Instead of `verify`, when the address has an account: the page that registered says the same either way. */
  readonly already_registered: { readonly loginLink: string; readonly resetLink: string };
  readonly reset: WithLink & { readonly validMinutes: number };
  readonly password_changed: ToPerson & { readonly resetLink: string };
  readonly unlock: WithLink & { readonly lockedMinutes: number };
  /** To the new address. */
  readonly change_email: WithLink;
  /** To the old address, with the way back where it was proven. */
  readonly email_changed: ToPerson & {
    readonly newEmail: string;
    readonly restoreLink: string | null;
    readonly validDays: number;
  };
  /** To the address that it was taken from again. */
  readonly email_restored: ToPerson;
  readonly second_factor: ToPerson & { readonly change: keyof typeof SECOND_FACTOR };
  /** Words for the device and the place, such as `Firefox on Linux` and `Germany`. */
  readonly new_device: ToPerson & { readonly device: string; readonly place: string; readonly securityLink: string };
  readonly session_ended: ToPerson & { readonly securityLink: string };
  readonly staff_invited: WithLink & { readonly role: string; readonly validDays: number };
  readonly account_deleted: ToPerson;
}
type Template = keyof AccountMailFields;

/** A mail about an account: `{template: "reset", firstName, link, validMinutes}` and so on. */
export type AccountMail = { [T in Template]: { readonly template: T } & AccountMailFields[T] }[Template];

/** Templates whose links let their reader in. Their text is not kept once it has left. */
export const CARRIES_SECRET: ReadonlySet<string> = new Set<Template>([
  "verify",
  "reset",
  "unlock",
  "change_email",
  "email_changed",
  "staff_invited",
]);

const text = (words: string): MailBlock => ({ kind: "text", text: words });
const note = (words: string): MailBlock => ({ kind: "note", text: words });
const button = (label: string, url: string): MailBlock => ({ kind: "button", label, url });
const hello = ({ firstName }: ToPerson) => text(firstName === "" ? "Hello," : `Hello ${firstName},`);
const notYou = note(
  "If this was not you, reset your password now and log out all devices under Security in your account.",
);
/** A new password alone does not get past somebody else's code. */
const notYourStep = note(
  "If this was not you, reset your password now, and ask the shop to take the second step off your account.",
);

const SECOND_FACTOR = {
  enabled: [
    "Your second step at log-in is on",
    "From now on, logging in also asks for a code from your authenticator app.",
  ],
  disabled: ["Your second step at log-in is off", "Logging in no longer asks for a code from your authenticator app."],
  recovery_code_used: [
    "A recovery code was used",
    "Somebody used one of the recovery codes of your account. It works no more; the others do.",
  ],
  recovery_codes_renewed: [
    "You have new recovery codes",
    "New recovery codes were made for your account. Those before work no more.",
  ],
  reset: [
    "Your second step at log-in was taken off",
    "The shop took the second step off your account, and all your devices are logged out. Log in with your password and set it up again.",
  ],
} as const;

const TEMPLATES: { readonly [T in Template]: (mail: AccountMailFields[T]) => MailDocument } = {
  welcome: (mail) => ({
    subject: "Welcome to Cartwright",
    preview: "Your account is ready.",
    title: "Welcome",
    blocks: [
      hello(mail),
      text("Your account is ready. Your orders, addresses and cart are now the same on every device."),
      button("Visit the shop", mail.shopLink),
    ],
  }),
  verify: (mail) => ({
    subject: "Confirm your e-mail address",
    preview: "One click and your address is confirmed.",
    title: "Is this your address?",
    blocks: [
      hello(mail),
      text("Please confirm that this e-mail address is yours."),
      button("Confirm address", mail.link),
      note("If you did not register with us, ignore this mail. Nothing happens then."),
    ],
  }),
  already_registered: (mail) => ({
    subject: "You already have an account",
    preview: "Somebody tried to register with your address.",
    title: "You already have an account",
    blocks: [
      text("Somebody, probably you, tried to register with this address. There is an account for it already."),
      button("Log in", mail.loginLink),
      text("If you forgot your password, you can set a new one:"),
      button("Forgot password", mail.resetLink),
      note("If this was not you, there is nothing to do."),
    ],
  }),
  reset: (mail) => ({
    subject: "Set a new password",
    preview: "Somebody asked for a new password.",
    title: "Set a new password",
    blocks: [
      hello(mail),
      text(`Follow the link to set a new password. It works once, for ${mail.validMinutes} minutes.`),
      button("Set new password", mail.link),
      note("If you did not ask for this, ignore this mail. Your password stays as it is."),
    ],
  }),
  password_changed: (mail) => ({
    subject: "Your password was changed",
    preview: "If this was you, all is well.",
    title: "Your password was changed",
    blocks: [
      hello(mail),
      text("The password of your account was just changed. If this was you, there is nothing to do."),
      text("If it was not, set a new password now; that also logs out all devices."),
      button("Reset password", mail.resetLink),
    ],
  }),
  unlock: (mail) => ({
    subject: "Your account is locked for a while",
    preview: "There were too many failed attempts to log in.",
    title: "Too many failed attempts",
    blocks: [
      hello(mail),
      text(`After several failed attempts to log in, your account is locked for ${mail.lockedMinutes} minutes.`),
      text("If it was you, unlock it now:"),
      button("Unlock account", mail.link),
      note("If it was not you, leave it locked. Devices that are logged in stay so."),
    ],
  }),
  change_email: (mail) => ({
    subject: "Confirm your new e-mail address",
    preview: "One click and this is the address of your account.",
    title: "Your new address",
    blocks: [
      hello(mail),
      text("Please confirm that your account should use this address from now on."),
      button("Use this address", mail.link),
      note("If you did not ask for this, ignore this mail."),
    ],
  }),
  email_changed: (mail) => ({
    subject: "Your e-mail address was changed",
    preview: "Your account now uses another address.",
    title: "Your e-mail address was changed",
    blocks: [
      hello(mail),
      text(`Your account now uses ${mail.newEmail}.`),
      ...(mail.restoreLink === null
        ? [notYou]
        : [
            text(
              `If this was not you, put this address back within ${mail.validDays} days. That logs out all devices, and the password works no more: we send you a mail to set another.`,
            ),
            button("Put this address back", mail.restoreLink),
          ]),
    ],
  }),
  email_restored: (mail) => ({
    subject: "Your account is back at its old address",
    preview: "The change of the e-mail address was undone.",
    title: "The change was undone",
    blocks: [
      hello(mail),
      text(
        "Whoever owns the address that your account had before has undone the change. All devices are logged out, and a mail to set a new password went there.",
      ),
    ],
  }),
  second_factor: (mail) => {
    const [title, words] = SECOND_FACTOR[mail.change];
    const wasNotYou = mail.change === "enabled" ? notYourStep : notYou;
    return { subject: title, preview: words, title, blocks: [hello(mail), text(words), wasNotYou] };
  },
  new_device: (mail) => ({
    subject: "A new log-in to your account",
    preview: `${mail.device}, ${mail.place}. If this was you, all is well.`,
    title: "A new log-in to your account",
    blocks: [
      hello(mail),
      text(
        "Somebody, probably you, just logged in to your account with a device or from a place that we have not seen.",
      ),
      {
        kind: "rows",
        rows: [
          { label: "Device", value: mail.device },
          { label: "Place", value: mail.place },
        ],
      },
      text("If this was you, there is nothing to do."),
      button("See your devices", mail.securityLink),
      notYou,
    ],
  }),
  session_ended: (mail) => ({
    subject: "We logged a device out",
    preview: "A log-in of your account was used in two places.",
    title: "We logged a device out",
    blocks: [
      hello(mail),
      text("A log-in of your account was used in a way that suggests a copy of it. To be safe, we ended it."),
      button("See your devices", mail.securityLink),
      notYou,
    ],
  }),
  staff_invited: (mail) => ({
    subject: "You have a staff account",
    preview: "Set a password to begin.",
    title: "Welcome to the team",
    blocks: [
      hello(mail),
      text(`You now have a staff account as ${mail.role}. Set a password to begin.`),
      button("Set password", mail.link),
      note(`The link works once, for ${mail.validDays} days.`),
    ],
  }),
  account_deleted: (mail) => ({
    subject: "Your account is deleted",
    preview: "Your data is gone.",
    title: "Goodbye",
    blocks: [
      hello(mail),
      text("Your account and what it held are deleted. Orders are kept as long as the law asks, without your account."),
    ],
  }),
};

/** What a mail about an account says. Pure. */
export function accountMail<T extends Template>(mail: { readonly template: T } & AccountMailFields[T]): MailDocument {
  const write: (fields: AccountMailFields[T]) => MailDocument = TEMPLATES[mail.template];
  return write(mail);
}
