import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AccountFrame } from "../../../features/account/account-frame.tsx";

export const metadata: Metadata = {
  title: { default: "Account", template: "%s – Cartwright" },
  robots: { index: false },
};

/** The frame of an account. It protects nothing: each page asks the API as the visitor, and the API decides. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return <AccountFrame>{children}</AccountFrame>;
}
