/** What `newSecret` makes: 256 random bits as base64url. Order keys, payment links, tickets, refresh tokens and guest cookies have this form. */
export const RANDOM_SECRET = /^[A-Za-z0-9_-]{43}$/;
