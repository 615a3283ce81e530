/** Whether a key goes to a field or to an open dialog, where letters are no shortcuts. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, dialog[open], [contenteditable]") !== null;
