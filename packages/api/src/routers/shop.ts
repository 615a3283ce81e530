import { AddressForm, GetAddressForm } from "@cartwright/contracts/address-form";
import { DeliveryOffer, DeliveryRequest } from "@cartwright/contracts/checkout";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { PageRequest } from "@cartwright/contracts/paging";
import type { SandboxToken } from "@cartwright/contracts/sandbox-provider";
import { Mail, MailPage, ShopConfig } from "@cartwright/contracts/shop";
import { AppError } from "@cartwright/core/kernel/app-error";
import { getMail } from "@cartwright/core/notifications/get-mail";
import { listMails } from "@cartwright/core/notifications/list-mails";
import { getDeliveryOffer } from "@cartwright/core/orders/get-delivery-offer";
import { addressFormOf } from "@cartwright/core/places/address-form-of";
import { z } from "zod";
import { NoInput, publicQuery, router } from "../trpc.ts";

/** The test cards of the checkout, in display order. */
const SANDBOX_CARDS: readonly { readonly token: SandboxToken; readonly label: string }[] = [
  { token: "tok_approve", label: "Approves" },
  { token: "tok_action", label: "Asks you to approve first" },
  { token: "tok_decline", label: "Declines" },
  { token: "tok_insufficient_funds", label: "Declines: insufficient funds" },
  { token: "tok_slow", label: "Approves after five seconds" },
  { token: "tok_timeout", label: "Does not respond; decides later" },
  { token: "tok_error_once", label: "Fails once, then approves" },
  { token: "tok_duplicate_webhook", label: "Approves and reports it twice" },
  { token: "tok_webhook_first", label: "Sends the webhook before it responds" },
];

/** The mailbox exists only on the embedded default. */
const mailboxQuery = () =>
  publicQuery().use(({ ctx, next }) => {
    if (!ctx.deps.settings.embedded) throw new AppError("not_found");
    return next();
  });

/** The installation, and its mailbox on the embedded default. */
export const shopRouter = router({
  config: publicQuery()
    .input(NoInput)
    .output(ShopConfig)
    .query(({ ctx }) => {
      const { realtimeUrl, embedded, paymentProviders } = ctx.deps.settings;
      const playMoney = embedded && paymentProviders.includes("sandbox");
      return {
        realtimeUrl,
        currency: SHOP_CURRENCY,
        locale: "en",
        embedded,
        paymentProviders: [...paymentProviders],
        sandboxTokens: playMoney ? [...SANDBOX_CARDS] : null,
      };
    }),

  /** How the shop ships to a country, and what that costs at least. */
  delivery: publicQuery()
    .input(DeliveryRequest.prefault({}))
    .output(DeliveryOffer)
    .query(({ ctx, input }) => getDeliveryOffer({ db: ctx.deps.catalogDb ?? ctx.deps.db }, input)),

  /** How addresses are entered in a country. The server checks addresses by the same rules. */
  addressForm: publicQuery()
    .input(GetAddressForm)
    .output(AddressForm)
    .query(({ input }) => addressFormOf(input.country)),

  mails: mailboxQuery()
    .input(PageRequest.prefault({}))
    .output(MailPage)
    .query(({ ctx, input }) => listMails(ctx.deps, input)),

  mail: mailboxQuery()
    .input(z.strictObject({ id: z.uuid() }))
    .output(Mail)
    .query(({ ctx, input }) => getMail(ctx.deps, input.id)),
});
