import type { Mail } from "@cartwright/contracts/shop";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { selectMail } from "./mails.sql.ts";

/** One mail with its content. Throws `not_found`. */
export async function getMail(deps: Pick<Deps, "db">, id: string): Promise<Mail> {
  const mail = await selectMail(deps.db, id);
  if (!mail) throw new AppError("not_found");
  const { orderId: _orderId, createdAt, sentAt, ...shown } = mail;
  return { ...shown, createdAt: createdAt.toISOString(), sentAt: sentAt?.toISOString() ?? null };
}
