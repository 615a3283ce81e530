import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { ResetForm } from "../../../features/account/reset-form.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("signIn")("reset.title"), robots: { index: false } };
}

export default function Page() {
  return (
    <FormFrame title={getTranslations("signIn")("reset.title")}>
      <ResetForm />
    </FormFrame>
  );
}
