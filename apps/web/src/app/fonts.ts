import localFont from "next/font/local";

/**
 * Geist, from our own origin, preloaded. A page that is shown before the font has arrived keeps the fallback, whose metrics are
 * matched, and the next page has the font: nothing moves when it arrives.
 */
export const brandFont = localFont({
  src: "../../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  display: "optional",
  variable: "--font-brand",
  preload: true,
});
