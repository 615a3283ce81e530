/** Words that every page may need: sent to the browser with the frame around all pages. */
export const common = {
  tryAgain: "Try again",
  showMore: "Show more",
  loadMore: "Load more",
  close: "Close",
  dismiss: "Dismiss",
  optional: "(optional)",
  quantity: {
    increase: "Increase quantity",
    decrease: "Decrease quantity",
  },
  colourScheme: {
    label: "Colour scheme",
    system: "System",
    light: "Light",
    dark: "Dark",
  },
  /** When no response came at all. */
  unavailable: "We couldn't reach the shop. Check your connection and try again.",
  pageError: {
    title: "Something went wrong",
    body: "The problem is on our side. Your cart and your orders are safe.",
    home: "Go to the home page",
  },
} as const;
