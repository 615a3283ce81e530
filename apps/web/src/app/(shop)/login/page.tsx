import { ownPath } from "@cartwright/contracts/own-path";
import { isStaff } from "@cartwright/contracts/permissions";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { createPageContext } from "../../../auth/page-context.ts";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { LoginForm } from "../../../features/account/login-form.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("signIn")("login.title"), robots: { index: false } };
}

interface LoginPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const params = await searchParams;
  // `next` is ours; `callbackUrl` is what next-auth calls the same.
  const wanted = params["next"] ?? params["callbackUrl"];
  const asked = ownPath(wanted);
  const { actor } = await createPageContext();
  if (actor.kind === "user") redirect(asked ?? (isStaff(actor.role) ? "/admin" : "/account"));
  return (
    <FormFrame title={getTranslations("signIn")("login.title")}>
      {/* Without a page to return to, this one redirects once it knows the role. */}
      <LoginForm next={asked ?? "/login"} />
    </FormFrame>
  );
}
