/** What tabs of one browser tell each other. `cart`: it changed. `session`: somebody logged in or out. */
export type TabMessage = "cart" | "session";

const NAME = "cartwright";
const MESSAGES: ReadonlySet<unknown> = new Set<TabMessage>(["cart", "session"]);

let channel: BroadcastChannel | null = null;

function open(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "undefined") return null;
  channel ??= new BroadcastChannel(NAME);
  return channel;
}

/** Tells the other tabs of this browser; this one does not hear itself. */
export function announceToTabs(message: TabMessage): void {
  open()?.postMessage(message);
}

/** Hears what other tabs announce. Answers the function that stops it. */
export function listenToTabs(listener: (message: TabMessage) => void): () => void {
  const opened = open();
  if (!opened) return () => undefined;
  const hear = (event: MessageEvent<unknown>) => {
    // Same origin only, but another version of the shop may be open in the other tab.
    if (MESSAGES.has(event.data)) listener(event.data as TabMessage);
  };
  opened.addEventListener("message", hear);
  return () => opened.removeEventListener("message", hear);
}
