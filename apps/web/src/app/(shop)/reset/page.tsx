import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { ResetForm } from "../../../features/account/reset-form.tsx";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "New password", robots: { index: false } };

export default function Page() {
  return (
    <FormFrame title="New password">
      <ResetForm />
    </FormFrame>
  );
}
