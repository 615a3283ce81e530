import { getTranslations } from "@cartwright/messages/get-translations";
import { SHOP_NAME } from "@cartwright/messages/shop-name";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AccountFrame } from "../../../features/account/account-frame.tsx";

export function generateMetadata(): Metadata {
  return {
    title: { default: getTranslations("account")("title"), template: `%s – ${SHOP_NAME}` },
    robots: { index: false },
  };
}

/** The account's frame. It protects nothing: each page calls the API as the visitor, and the API decides. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return <AccountFrame>{children}</AccountFrame>;
}
