/** Refusals of requests that no page of the shop sends. Read by the people who write other clients. */
export const requestErrors = {
  method: "This method isn't allowed.",
  oneHost: "Send exactly one Host header.",
  unknownHost: "This server doesn't serve that host.",
  compressed: "Compressed request bodies aren't accepted.",
  incomplete: "The request ended before its body was complete.",
  json: "Send application/json.",
} as const;
