/** Messages between the tabs of one browser. `cart`: it changed. `session`: someone logged in or out. */
export type TabMessage = "cart" | "session";

const NAME = "cartwright";
const MESSAGES: ReadonlySet<unknown> = new Set<TabMessage>(["cart", "session"]);

let channel: BroadcastChannel | null = null;

function open(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "undefined") return null;
  channel ??= new BroadcastChannel(NAME);
  return channel;
}

/** Sends a message to the other tabs of this browser. */
export function announceToTabs(message: TabMessage): void {
  open()?.postMessage(message);
}

/** Listens to the other tabs. Returns a function that stops listening. */
export function listenToTabs(listener: (message: TabMessage) => void): () => void {
  const opened = open();
  if (!opened) return () => undefined;
  const onMessage = (event: MessageEvent<unknown>) => {
    // Same origin only, but another version of the shop may be open in the other tab.
    if (MESSAGES.has(event.data)) listener(event.data as TabMessage);
  };
  opened.addEventListener("message", onMessage);
  return () => opened.removeEventListener("message", onMessage);
}
