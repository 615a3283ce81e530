/** Headers of every response. The content security policy is decided for each response. */
const ALWAYS: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  // Links in mails contain secrets, so no other site learns our URLs.
  ["Referrer-Policy", "same-origin"],
  [
    "Permissions-Policy",
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
  ],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Origin-Agent-Cluster", "?1"],
  ["X-DNS-Prefetch-Control", "off"],
  ["X-Permitted-Cross-Domain-Policies", "none"],
];

/** Only for a shop that is reached over https: two years, subdomains included. */
const OVER_HTTPS: readonly (readonly [string, string])[] = [
  ["Strict-Transport-Security", "max-age=63072000; includeSubDomains"],
  ["Reporting-Endpoints", 'csp="/api/csp-report"'],
];

/** The headers of every response of every process, for a shop that is reached over https (`secure`) or over plain http. */
export function securityHeaders(secure: boolean): readonly (readonly [string, string])[] {
  return secure ? [...ALWAYS, ...OVER_HTTPS] : ALWAYS;
}

/** The policy of everything that is not a page (JSON, pictures, plain errors). If a browser shows it, it may do nothing. */
export const NOTHING_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
