import "./globals.css";
import { Toaster } from "@cartwright/ui/toast";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { EARLY_SCRIPT } from "../http/early-script.ts";
import { RealtimeProvider } from "../features/realtime/realtime-provider.tsx";
import { Providers } from "../trpc/react.tsx";
import { geist } from "./fonts.ts";

export const metadata: Metadata = {
  title: { default: "Cartwright – useful things, kept simple", template: "%s – Cartwright" },
  description: "A small shop of useful things, chosen with care and sent the same day.",
  applicationName: "Cartwright",
  formatDetection: { telephone: false, address: false, email: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#14110f" },
  ],
};

/** Reads no request data: every page below may be prerendered. The early script sets `data-theme`, hence the suppression. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={geist.variable} suppressHydrationWarning>
      <head>
        {/* oxlint-disable-next-line react/no-danger -- a constant of ours */}
        <script dangerouslySetInnerHTML={{ __html: EARLY_SCRIPT }} />
      </head>
      <body>
        <Providers>
          <RealtimeProvider>
            {children}
            <Toaster />
          </RealtimeProvider>
        </Providers>
      </body>
    </html>
  );
}
