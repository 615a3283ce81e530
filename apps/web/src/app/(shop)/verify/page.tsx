import type { Metadata } from "next";
import { FormFrame } from "../../../features/account/form-frame.tsx";
import { VerifyPanel } from "../../../features/account/verify-panel.tsx";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Confirm", robots: { index: false } };

export default function Page() {
  return (
    <FormFrame title="Confirm" lead="One more click and you are done.">
      <VerifyPanel />
    </FormFrame>
  );
}
