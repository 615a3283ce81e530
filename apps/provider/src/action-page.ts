import { createHash } from "node:crypto";
import { formatMoney } from "@cartwright/contracts/money";
import type { Charge } from "@cartwright/contracts/sandbox-provider";
import { ACTION_TEXTS as TEXTS, expiresIn, RESULT_TEXTS } from "./action-texts.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #5c5c66; --paper: #f6f5f2; --card: #fff; --line: #dcdad4; --go: #14532d; --stop: #7f1d1d; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f1ee; --soft: #b1afa8; --paper: #17171a; --card: #212126; --line: #3a3a42; --go: #1c7a43; --stop: #9d2f2f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; }
h1 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0; color: var(--soft); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .5rem 1rem; margin: 1.5rem 0; padding: 1rem 0; border-block: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
form { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin: 0 0 1.25rem; }
button, a.back { min-height: 3rem; padding: 0 1rem; border: 1px solid transparent; border-radius: .625rem; font: inherit; font-weight: 600; cursor: pointer; }
button[value=approve] { background: var(--go); color: #fff; }
button[value=decline] { background: transparent; color: var(--ink); border-color: var(--soft); }
a.back { display: grid; place-items: center; margin-top: 1.25rem; background: var(--go); color: #fff; text-decoration: none; }
:focus-visible { outline: 3px solid #4f46e5; outline-offset: 2px; }
small { color: var(--soft); }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** Headers of the page. A form may only lead to the provider itself and, by its redirect, back to the shop. */
export function actionPageHeaders(returnUrl: string): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' ${new URL(returnUrl).origin}; base-uri 'none'; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  };
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${TEXTS.brand}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

/** The page on which a shopper approves or declines a payment, or reads its result. */
export function actionPage(charge: Charge, returnUrl: string): string {
  if (charge.status !== "requires_action") {
    const { title, text } = RESULT_TEXTS[charge.status];
    return page(
      title,
      `<h1>${title}</h1>\n<p>${text}</p>\n<a class="back" href="${escape(returnUrl)}">${TEXTS.back}</a>`,
    );
  }
  const minutes = Math.max(1, Math.round((Date.parse(charge.actionExpiresAt ?? "") - Date.now()) / 60_000));
  return page(
    TEXTS.title,
    `<h1>${TEXTS.title}</h1>
<p>${TEXTS.explain}</p>
<dl>
<dt>${TEXTS.order}</dt><dd>${escape(charge.orderNumber)}</dd>
<dt>${TEXTS.amount}</dt><dd>${escape(formatMoney(charge.amountMinor, charge.currency))}</dd>
</dl>
<form method="post">
<button type="submit" name="decision" value="approve">${TEXTS.approve}</button>
<button type="submit" name="decision" value="decline">${TEXTS.decline}</button>
</form>
<small>${TEXTS.testMode} ${expiresIn(minutes)}</small>`,
  );
}
