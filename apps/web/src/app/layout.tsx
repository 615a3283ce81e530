import "./globals.css";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE } from "@cartwright/messages/locales";
import { Toaster } from "@cartwright/ui/toast";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { EARLY_SCRIPT } from "../http/early-script.ts";
import { RealtimeProvider } from "../features/realtime/realtime-provider.tsx";
import { Providers } from "../trpc/react.tsx";
import { brandFont } from "./fonts.ts";
import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { UiLabels } from "../features/shell/ui-labels.tsx";

export function generateMetadata(): Metadata {
  const t = getTranslations("shop");
  return {
    title: { default: t("meta.title"), template: `%s – ${SHOP_NAME}` },
    description: t("meta.description"),
    applicationName: SHOP_NAME,
    formatDetection: { telephone: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  // To the edges of screens with rounded corners: the gutter and what is fixed to an edge keep clear of them.
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#14110f" },
  ],
};

/** Reads no request data: every page below may be prerendered. The early script sets `data-theme`, hence the suppression. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={DEFAULT_LOCALE} className={brandFont.variable} suppressHydrationWarning>
      <head>
        {/* oxlint-disable-next-line react/no-danger -- a constant of ours */}
        <script dangerouslySetInnerHTML={{ __html: EARLY_SCRIPT }} />
      </head>
      <body>
        <ClientMessages areas={["common"]}>
          <UiLabels>
            <Providers>
              <RealtimeProvider>
                {children}
                <Toaster />
              </RealtimeProvider>
            </Providers>
          </UiLabels>
        </ClientMessages>
      </body>
    </html>
  );
}
