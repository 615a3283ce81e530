import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { VerifyPanel } from "../../../features/account/verify-panel.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("signIn")("verify.title"), robots: { index: false } };
}

export default function Page() {
  const t = getTranslations("signIn");
  return (
    <FormFrame title={t("verify.title")} lead={t("verify.lead")}>
      <VerifyPanel />
    </FormFrame>
  );
}
