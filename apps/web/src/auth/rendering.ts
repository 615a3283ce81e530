import { AsyncLocalStorage } from "node:async_hooks";

const rendering = new AsyncLocalStorage<() => void>();

/** Renders a page. `onUnavailable` is called when something that the page reads does not respond. */
export async function renderPage(onUnavailable: () => void, render: () => Promise<void>): Promise<void> {
  await rendering.run(onUnavailable, render);
}

/** Tells the page that is being rendered, if any, that what it reads does not respond. */
export function reportUnavailable(): void {
  rendering.getStore()?.();
}
