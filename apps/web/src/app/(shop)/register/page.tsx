import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { RegisterForm } from "../../../features/account/register-form.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("signIn")("register.title"), robots: { index: false } };
}

export default function Page() {
  return (
    <FormFrame title={getTranslations("signIn")("register.title")}>
      <RegisterForm />
    </FormFrame>
  );
}
