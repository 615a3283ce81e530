import { newId } from "@cartwright/core/kernel/ids";
import { createTestBrowser, type TestBrowser } from "./test-browser.ts";
import type { TestEdge } from "./test-edge.ts";

/** The password of every member here. */
export const PASSWORD = "seven stones in a row";

export const newEmail = () => `${newId()}@example.com`;
export const inputFor = (email: string) => ({ email, password: PASSWORD, firstName: "Ada", lastName: "Lane" });

export interface Member {
  readonly browser: TestBrowser;
  readonly email: string;
  readonly id: string;
}

/** Registers people at a shop, and reads what it mails them. `edge` is asked at each call, because it starts before all tests. */
export function createMembers(edge: () => TestEdge) {
  async function mailsTo(email: string) {
    return edge()
      .database.db.selectFrom("notifications.mails")
      .select(["template", "text"])
      .where("recipient", "=", email)
      .orderBy("created_at")
      .orderBy("id")
      .execute();
  }
  const templatesTo = async (email: string) => (await mailsTo(email)).map((mail) => mail.template);

  /** The secret of the newest mail of a kind. */
  async function tokenFor(email: string, template: string): Promise<string> {
    const mail = (await mailsTo(email)).findLast((candidate) => candidate.template === template);
    const token = /#token=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? "")?.[1];
    if (token === undefined) throw new Error(`no ${template} mail with a link`);
    return token;
  }

  /** A new account, logged in. */
  async function member(): Promise<Member> {
    const email = newEmail();
    const browser = createTestBrowser(edge().url);
    await browser.mutate("account.register", inputFor(email));
    await browser.logIn(email, PASSWORD);
    const { id } = (await browser.query("account.me")).data as { id: string };
    return { browser, email, id };
  }

  return { templatesTo, tokenFor, member };
}
