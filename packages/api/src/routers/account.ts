import {
  AccountExport,
  ChangeEmail,
  ChangePassword,
  DeleteAccount,
  DeviceSession,
  FollowedLink,
  ForgotPassword,
  Me,
  Register,
  ResetPassword,
  SaveAddress,
  SavedAddress,
  UpdateProfile,
  VerifyEmail,
} from "@cartwright/contracts/accounts";
import { SessionId } from "@cartwright/contracts/ids";
import { changeEmail } from "@cartwright/core/accounts/profile/change-email";
import { changePassword } from "@cartwright/core/accounts/passwords/change-password";
import { deleteAccount } from "@cartwright/core/accounts/privacy/delete-account";
import { endSessions } from "@cartwright/core/accounts/sessions/end-sessions";
import { followMailedLink } from "@cartwright/core/accounts/registration/follow-mailed-link";
import { listAddresses } from "@cartwright/core/accounts/profile/list-addresses";
import { listSessions } from "@cartwright/core/accounts/sessions/list-sessions";
import { readSecondFactor } from "@cartwright/core/accounts/second-factor/read-second-factor";
import { readMe } from "@cartwright/core/accounts/profile/read-me";
import { registerUser } from "@cartwright/core/accounts/registration/register-user";
import { removeAddress } from "@cartwright/core/accounts/profile/remove-address";
import { requestReset } from "@cartwright/core/accounts/passwords/request-reset";
import { requestVerification } from "@cartwright/core/accounts/registration/request-verification";
import { resetPassword } from "@cartwright/core/accounts/passwords/reset-password";
import { saveAddress } from "@cartwright/core/accounts/profile/save-address";
import { updateProfile } from "@cartwright/core/accounts/profile/update-profile";
import { clearCart } from "@cartwright/core/cart/clear-cart";
import { getCheckoutDraft } from "@cartwright/core/cart/checkout-draft";
import { exportCart } from "@cartwright/core/cart/export-cart";
import { AppError } from "@cartwright/core/kernel/app-error";
import { exportOrders } from "@cartwright/core/orders/export-orders";
import { z } from "zod";
import type { ApiDeps } from "../context.ts";
import { memberMutation, memberQuery, NoInput, Nothing, publicMutation, publicQuery, router } from "../trpc.ts";
import { accountsOf, proofSettingsOf, sendSession } from "./account-deps.ts";
import { countAccountMail, mayMailAccount } from "./mail-budget.ts";
import { secondFactorRouter } from "./second-factor.ts";

/** What reading devices needs: the database, and the list of countries by address. */
const deviceDeps = (deps: ApiDeps) => ({ db: deps.db, locateAddress: accountsOf(deps).locateAddress });

const addressesRouter = router({
  list: memberQuery()
    .input(NoInput)
    .output(z.array(SavedAddress))
    .query(({ ctx }) => listAddresses(ctx.deps, ctx.actor.userId)),
  save: memberMutation()
    .input(SaveAddress)
    .output(z.array(SavedAddress))
    .mutation(({ ctx, input }) => saveAddress(ctx.deps, ctx.actor.userId, input)),
  remove: memberMutation()
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.array(SavedAddress))
    .mutation(({ ctx, input }) => removeAddress(ctx.deps, ctx.actor.userId, input.id)),
});

const sessionsRouter = router({
  list: memberQuery()
    .input(NoInput)
    .output(z.array(DeviceSession))
    .query(({ ctx }) => listSessions(deviceDeps(ctx.deps), ctx.actor)),
  revoke: memberMutation()
    .input(z.strictObject({ id: SessionId }))
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const which = { userId: ctx.actor.userId, sessionId: input.id };
      const ended = await endSessions(ctx.deps, which, "revoked");
      if (ended.length === 0) throw new AppError("not_found");
      if (input.id === ctx.actor.sessionId) ctx.cookies.clearSession();
      return null;
    }),
  revokeOthers: memberMutation()
    .input(NoInput)
    .output(z.strictObject({ ended: z.int().min(0) }))
    .mutation(async ({ ctx }) => {
      const which = { userId: ctx.actor.userId, except: ctx.actor.sessionId };
      const ended = await endSessions(ctx.deps, which, "revoked");
      return { ended: ended.length };
    }),
});

/** Accounts. Log-in and log-out are next-auth's, under `/api/auth/*`. */
export const accountRouter = router({
  addresses: addressesRouter,
  sessions: sessionsRouter,
  secondFactor: secondFactorRouter,

  /** The signed-in person. Null for a guest. For pages that serve both. */
  visitor: publicQuery()
    .input(NoInput)
    .output(Me.nullable())
    .query(({ ctx }) => (ctx.actor.kind === "user" ? readMe(ctx.deps, ctx.actor.userId) : null)),

  me: memberQuery()
    .input(NoInput)
    .output(Me)
    .query(async ({ ctx }) => {
      const me = await readMe(ctx.deps, ctx.actor.userId);
      if (me === null) throw new AppError("session_expired");
      return me;
    }),

  register: publicMutation("auth")
    .input(Register)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await countAccountMail(ctx, input.email);
      await registerUser(ctx.deps, ctx.deps.settings.publicOrigin, input);
      return null;
    }),

  verifyEmail: publicMutation()
    .input(VerifyEmail)
    .output(FollowedLink)
    .mutation(async ({ ctx, input }) => {
      const visitor = ctx.actor.kind === "user" ? { visitor: ctx.actor } : {};
      const link = { ...input, ...visitor };
      const { done, renewed } = await followMailedLink(ctx.deps, ctx.deps.settings.publicOrigin, link);
      await sendSession(ctx, renewed);
      return { done };
    }),

  /** Mails the verification link again. */
  requestVerification: memberMutation()
    .input(NoInput)
    .output(Nothing)
    .mutation(async ({ ctx }) => {
      const me = await readMe(ctx.deps, ctx.actor.userId);
      if (me !== null && !me.emailVerified) await countAccountMail(ctx, me.email);
      await requestVerification(ctx.deps, ctx.deps.settings.publicOrigin, ctx.actor.userId);
      return null;
    }),

  forgotPassword: publicMutation("auth")
    .input(ForgotPassword)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      if (await mayMailAccount(ctx, input.email))
        await requestReset(ctx.deps, ctx.deps.settings.publicOrigin, input.email);
      return null;
    }),

  resetPassword: publicMutation("auth")
    .input(ResetPassword)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { publicOrigin } = ctx.deps.settings;
      await resetPassword(ctx.deps, publicOrigin, { ...input, address: ctx.address });
      return null;
    }),

  changePassword: memberMutation("auth")
    .input(ChangePassword)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { userId, sessionId } = ctx.actor;
      const { current, code, password } = input;
      const proof = { userId, password: current, code, address: ctx.address };
      const change = { proof, password, sessionId };
      await sendSession(ctx, await changePassword(ctx.deps, proofSettingsOf(ctx.deps), change));
      return null;
    }),

  changeEmail: memberMutation("auth")
    .input(ChangeEmail)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await countAccountMail(ctx, input.email);
      const change = { ...input, userId: ctx.actor.userId, address: ctx.address };
      await changeEmail(ctx.deps, proofSettingsOf(ctx.deps), change);
      return null;
    }),

  updateProfile: memberMutation()
    .input(UpdateProfile)
    .output(Me)
    .mutation(({ ctx, input }) => updateProfile(ctx.deps, ctx.actor.userId, input)),

  exportData: memberQuery()
    .input(NoInput)
    .output(AccountExport)
    .query(async ({ ctx }) => {
      const { userId } = ctx.actor;
      const profile = await readMe(ctx.deps, userId);
      if (profile === null) throw new AppError("session_expired");
      return {
        exportedAt: new Date().toISOString(),
        profile,
        secondFactor: await readSecondFactor(ctx.deps, userId),
        addresses: await listAddresses(ctx.deps, userId),
        sessions: await listSessions(deviceDeps(ctx.deps), ctx.actor),
        cart: await exportCart(ctx.deps, ctx.actor),
        checkoutDraft: await getCheckoutDraft(ctx.deps, ctx.actor),
        orders: await exportOrders(ctx.deps, userId),
      };
    }),

  delete: memberMutation("auth")
    .input(DeleteAccount)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const proof = { ...input, userId: ctx.actor.userId, address: ctx.address };
      await deleteAccount(ctx.deps, proofSettingsOf(ctx.deps), proof);
      await clearCart(ctx.deps, ctx.actor);
      ctx.cookies.clearSession();
      return null;
    }),
});
