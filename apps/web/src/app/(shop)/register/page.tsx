import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { RegisterForm } from "../../../features/account/register-form.tsx";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Create an account", robots: { index: false } };

export default function Page() {
  return (
    <FormFrame title="Create an account">
      <RegisterForm />
    </FormFrame>
  );
}
