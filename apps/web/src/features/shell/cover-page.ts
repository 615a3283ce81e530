const MARK = "cartwright.cover";

const isMarked = (state: unknown): boolean => typeof state === "object" && state !== null && MARK in state;

/** What lies over the page, with a history entry of its own. */
export interface Cover {
  /** Goes back to the page. */
  readonly close: () => void;
  /** After a link inside it has replaced its entry. */
  readonly leave: () => void;
}

/** Lets Back close what lies over the page instead of leaving the page. However it is closed, `onClosed` is called once. */
export function coverPage(onClosed: () => void): Cover {
  // Next adds what it needs to know of the page.
  window.history.pushState({ [MARK]: true }, "");
  const end = () => {
    window.removeEventListener("popstate", end);
    onClosed();
  };
  window.addEventListener("popstate", end);
  const close = () => {
    if (isMarked(window.history.state)) window.history.back();
    else end();
  };
  return { close, leave: end };
}
