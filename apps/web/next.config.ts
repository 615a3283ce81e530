import { fileURLToPath } from "node:url";
import { INFO_PAGES } from "@cartwright/contracts/info-pages";
import type { NextConfig } from "next";

/**
 * Public pages live under an inner path with the language in it, so that nothing is rendered while building (a build needs
 * no database): the first visitor renders a page, the page cache keeps it. The paths that people see have no language yet.
 */
const PUBLIC_PAGES = [
  { source: "/", destination: "/shop/en" },
  { source: "/c/:category", destination: "/shop/en/c/:category" },
  { source: "/collections/:collection", destination: "/shop/en/collections/:collection" },
  { source: "/products/:slug", destination: "/shop/en/products/:slug" },
  ...INFO_PAGES.map((page) => ({ source: `/${page}`, destination: `/shop/en/${page}` })),
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The edge (src/main.mjs) compresses; the types are checked by `tsc` on their own, not once more inside the build.
  compress: false,
  typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.next.json" },
  outputFileTracingRoot: fileURLToPath(new URL("../..", import.meta.url)),
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
  transpilePackages: ["@cartwright/ui", "@cartwright/contracts", "@cartwright/realtime", "@cartwright/observability"],
  cacheHandler: fileURLToPath(new URL("src/page-cache/cache-handler.ts", import.meta.url)),
  cacheMaxMemorySize: 0,
  images: { unoptimized: true },
  // For error reports: CI makes them, sends them there and keeps them out of the images. The edge serves none.
  productionBrowserSourceMaps: process.env["SOURCE_MAPS"] === "1",
  experimental: {
    // What a browser keeps of visited pages, in seconds. Prices and stock on them follow the socket anyway.
    staleTimes: { dynamic: 0, static: 30 },
  },
  rewrites: async () => ({ beforeFiles: PUBLIC_PAGES, afterFiles: [], fallback: [] }),
};

export default config;
