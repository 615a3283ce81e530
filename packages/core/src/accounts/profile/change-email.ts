import type { Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { withMinimumDuration } from "../sign-in/with-minimum-duration.ts";
import { makeMailLink } from "../registration/mail-link.ts";
import { isAddressKept } from "../registration/mailed-tokens.sql.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { findUserByEmail, type User } from "../users.sql.ts";

/**
 * Requests a change of email address. A link mailed to the new address makes the change, and the old address is told. An
 * address that already has an account gets no mail, and neither the response nor its time reveals it. Throws what {@link
 * withIdentity} throws.
 */
export async function changeEmail(
  deps: Deps,
  settings: ProofSettings,
  change: IdentityProof & { readonly email: string },
): Promise<void> {
  const { publicOrigin } = settings;
  const act = async (tx: Tx, user: User) => {
    const link = await makeMailLink(tx, user, { purpose: "change_email", publicOrigin, newEmail: change.email });
    if ((await findUserByEmail(tx, change.email)) !== null || (await isAddressKept(tx, change.email, user.id))) return;
    await queueMails(tx, [{ template: "change_email", to: change.email, firstName: user.firstName, link }]);
  };
  await withMinimumDuration(() => withIdentity(deps, settings, { proof: change, act }));
}
