/** How many of the newest orders the overview shows; the page and its client half must ask alike. */
export const RECENT_MAX = 8;
