import { join } from "node:path";
import { handleNextAuth, NEXT_AUTH_PREFIX } from "../auth/next-auth.ts";
import { FILE_LIST_PATH } from "../http/integrity.ts";
import { sendError, sendJson } from "../http/send-error.ts";
import { createCspReports } from "./csp-report.ts";
import type { EdgeContext } from "./edge-options.ts";
import { createDocuments, DOCUMENT_PATH } from "./documents/serve-document.ts";
import { createFileUpload, FILE_UPLOAD } from "./downloads/file-upload.ts";
import { createDownloads, DOWNLOAD_PREFIX } from "./downloads/serve-download.ts";
import { createErrorTunnel, ERRORS_PATH } from "./error-tunnel.ts";
import { createFileList } from "./file-list.ts";
import { checkHealth } from "./health.ts";
import { createImportUpload, isImportUpload } from "./imports/import-upload.ts";
import { createFindings, FINDINGS_FILE } from "./imports/serve-findings.ts";
import { createListExports, LIST_FILE } from "./list-files/serve-list.ts";
import { createPages } from "./pages-mount.ts";
import { createPictureUpload, pictureUploadLabel } from "./pictures/picture-upload.ts";
import type { Route } from "./route.ts";
import { pagePattern } from "./route-pattern.ts";
import { isSitemap, serveSitemap, sitemapLabel } from "./sitemap-mount.ts";
import { createStaticFiles } from "./static-files.ts";
import { handleTrpc, TRPC_PREFIX, trpcRoute } from "./trpc-mount.ts";
import { createWebhookMount, WEBHOOK_PREFIX } from "./webhook-mount.ts";

const HEALTH_PATHS: ReadonlySet<string> = new Set(["/api/health/live", "/api/health/ready"]);
/** next-auth's own path leads to the same token, so that its clients work. */
const CSRF_PATHS: ReadonlySet<string> = new Set(["/api/csrf", `${NEXT_AUTH_PREFIX}csrf`]);
const CSP_REPORT_PATH = "/api/csp-report";
const MEDIA_PREFIX = "/media/";
const BUILD_PREFIX = "/_next/static/";

const ownPath = (path: string) => path;
const startsWith = (prefix: string) => (path: string) => path.startsWith(prefix);
const is = (expected: string) => (path: string) => path === expected;

function apiRoutes(context: EdgeContext): readonly Route[] {
  const { api, csrf, settings } = context;
  const nextAuth = { ...context, publicOrigin: settings.publicOrigin };
  return [
    {
      matches: (path) => HEALTH_PATHS.has(path),
      label: ownPath,
      methods: ["GET", "HEAD"],
      handle: (exchange) => checkHealth(exchange, context.ready),
    },
    {
      matches: (path) => CSRF_PATHS.has(path),
      label: ownPath,
      methods: ["GET"],
      async handle(exchange) {
        const token = await csrf.issue(exchange);
        sendJson(exchange.response, 200, { token, csrfToken: token });
      },
    },
    {
      matches: startsWith(TRPC_PREFIX),
      label: trpcRoute,
      methods: ["GET", "POST"],
      handle: (exchange) => handleTrpc({ api, csrf }, exchange),
    },
    {
      matches: startsWith(NEXT_AUTH_PREFIX),
      label: "/api/auth/*",
      methods: ["GET", "POST"],
      handle: (exchange) => handleNextAuth(nextAuth, exchange),
    },
    {
      matches: (path) => FINDINGS_FILE.test(path),
      label: "/api/admin/imports/[id]/findings.csv",
      methods: ["GET"],
      handle: createFindings({ api, csrf, root: mediaRoot(context) }),
    },
    {
      matches: startsWith(DOWNLOAD_PREFIX),
      label: "/api/downloads/[ticket]",
      methods: ["GET"],
      handle: createDownloads({ api, root: mediaRoot(context) }),
    },
    {
      matches: (path) => DOCUMENT_PATH.test(path),
      label: "/api/orders/[number]/documents/[document].pdf",
      methods: ["GET"],
      handle: createDocuments(api),
    },
    {
      matches: (path) => LIST_FILE.test(path),
      label: "/api/admin/lists/[list].csv",
      methods: ["GET"],
      handle: createListExports({ api, csrf }),
    },
    {
      matches: startsWith(WEBHOOK_PREFIX),
      label: "/api/webhooks/[provider]",
      methods: ["POST"],
      handle: createWebhookMount(api),
    },
  ];
}

/** Files that staff send, each as the body of its request. */
function uploadRoutes(context: EdgeContext): readonly Route[] {
  const { api, csrf } = context;
  const options = { api, csrf, root: mediaRoot(context) };
  return [
    {
      matches: (path) => pictureUploadLabel(path) !== null,
      label: (path) => pictureUploadLabel(path) ?? "",
      methods: ["POST"],
      handle: createPictureUpload(options),
    },
    {
      matches: (path) => FILE_UPLOAD.test(path),
      label: "/api/uploads/products/[id]/files",
      methods: ["POST"],
      handle: createFileUpload(options),
    },
    {
      matches: isImportUpload,
      label: ownPath,
      methods: ["POST"],
      handle: createImportUpload(options),
    },
  ];
}

function reportRoutes({ api, csrf, settings }: EdgeContext): readonly Route[] {
  const forward = createErrorTunnel(settings.errors, api.logger);
  return [
    { matches: is(CSP_REPORT_PATH), label: ownPath, methods: ["POST"], handle: createCspReports(api.logger) },
    {
      matches: is(ERRORS_PATH),
      label: ownPath,
      methods: ["GET", "POST"],
      async handle(exchange) {
        if (exchange.method === "POST" && !csrf.comesFromOurPages(exchange))
          sendError(exchange, { reason: "forbidden" });
        else await forward(exchange);
      },
    },
  ];
}

const mediaRoot = ({ settings }: EdgeContext) => join(settings.dataDir, "media");

function fileRoutes(context: EdgeContext): readonly Route[] {
  const { settings, integrity } = context;
  const media = createStaticFiles({
    root: mediaRoot(context),
    prefix: MEDIA_PREFIX,
    extensions: [".avif", ".webp", ".png", ".jpg"],
  });
  const built = createStaticFiles({
    root: join(settings.buildDir, "static"),
    prefix: BUILD_PREFIX,
    // Source maps are for error reports, not for the public.
    extensions: [".js", ".css", ".woff2", ".json", ".txt"],
  });
  const pages = createPages(context);
  return [
    {
      matches: startsWith(MEDIA_PREFIX),
      label: "/media/*",
      methods: ["GET", "HEAD"],
      async handle(exchange) {
        if (await media(exchange)) return;
        // A picture may exist only as WebP (a small seed, an upload that is not encoded yet). Browsers accept it.
        const path = exchange.path.replace(/\.avif$/, ".webp");
        if (path === exchange.path || !(await media({ ...exchange, path })))
          sendError(exchange, { reason: "not_found" });
      },
    },
    {
      matches: is(FILE_LIST_PATH),
      label: "/_next/static/*",
      methods: ["GET", "HEAD"],
      handle: createFileList(integrity),
    },
    {
      // Next can serve these too, at ten times the cost. In development they change without changing their names.
      matches: (path) => !settings.development && path.startsWith(BUILD_PREFIX),
      label: "/_next/static/*",
      methods: ["GET", "HEAD"],
      async handle(exchange) {
        if (!(await built(exchange))) await pages(exchange);
      },
    },
    {
      matches: isSitemap,
      label: sitemapLabel,
      methods: ["GET", "HEAD"],
      handle: (exchange) => serveSitemap(context.api, settings.publicOrigin, exchange),
    },
    {
      // Pages are only read. Server actions, which are posted to pages, do not exist here.
      matches: (path) => !path.startsWith("/api/"),
      label: pagePattern,
      methods: ["GET", "HEAD"],
      handle: pages,
    },
  ];
}

/** Every path of the shop. The first route that matches handles the request; a path without one is `not_found`. */
export function createRoutes(context: EdgeContext): readonly Route[] {
  return [...apiRoutes(context), ...uploadRoutes(context), ...reportRoutes(context), ...fileRoutes(context)];
}
