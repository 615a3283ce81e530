import { SHOP_NAME } from "../shop-name.ts";

/**
 * The page that stands in for everything when even the frame around the pages failed. It is part of the script and not
 * sent with the page, so these are plain texts without arguments.
 */
export const fatal = {
  pageTitle: `Something went wrong – ${SHOP_NAME}`,
  title: "Something went wrong",
  body: "The problem is on our side. Try again in a moment.",
  tryAgain: "Try again",
} as const;
