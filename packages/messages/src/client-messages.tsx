import type { ReactNode } from "react";
import { type AreaName, compileArea } from "./compile.ts";
import { DEFAULT_LOCALE, type Locale } from "./locales.ts";
import { MessagesProvider } from "./messages-context.tsx";

interface ClientMessagesProps {
  /** What the client components below use and no layout further out has sent. */
  areas: readonly AreaName[];
  locale?: Locale;
  children: ReactNode;
}

/** Sends some areas to the browser, compiled. For server components. */
export function ClientMessages({ areas, locale = DEFAULT_LOCALE, children }: ClientMessagesProps) {
  return (
    <MessagesProvider
      locale={locale}
      areas={Object.fromEntries(areas.map((area) => [area, compileArea(area, locale)]))}
    >
      {children}
    </MessagesProvider>
  );
}
