import localFont from "next/font/local";

/** Geist, from our own origin; the fallback's metrics are matched, so nothing moves when it arrives. */
export const brandFont = localFont({
  src: "../../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  variable: "--font-brand",
  preload: true,
});
