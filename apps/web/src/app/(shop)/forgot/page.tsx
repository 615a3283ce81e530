import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { ForgotForm } from "../../../features/account/forgot-form.tsx";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Forgot password", robots: { index: false } };

export default function Page() {
  return (
    <FormFrame
      title="Forgot password"
      lead="Enter your e-mail address, and we will send you a link to set a new password."
    >
      <ForgotForm />
    </FormFrame>
  );
}
