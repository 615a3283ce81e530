import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { ForgotForm } from "../../../features/account/forgot-form.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("signIn")("forgot.title"), robots: { index: false } };
}

export default function Page() {
  const t = getTranslations("signIn");
  return (
    <FormFrame title={t("forgot.title")} lead={t("forgot.lead")}>
      <ForgotForm />
    </FormFrame>
  );
}
