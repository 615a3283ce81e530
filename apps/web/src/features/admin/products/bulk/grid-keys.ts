import type { KeyboardEvent } from "react";
import { FIELDS } from "./grid-cells.ts";

/** A cell of the grid, from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** How a cell's input is found again. */
export const placeName = ({ row, column }: CellPlace): string => `${row}:${column}`;

/** The place of an input, or null for another element. */
export function placeOf(target: EventTarget): CellPlace | null {
  if (!(target instanceof HTMLInputElement)) return null;
  const [row, column] = (target.dataset["cell"] ?? "").split(":").map(Number);
  return row === undefined || column === undefined || Number.isNaN(row) ? null : { row, column };
}

/** Moves to a cell, if there is one, and selects what is in it. */
export function goTo(grid: HTMLElement, place: CellPlace): void {
  const input = grid.querySelector<HTMLInputElement>(`input[data-cell="${placeName(place)}"]`);
  input?.focus();
  input?.select();
}

/** Whether the caret has nowhere further to go in its cell, so that an arrow leaves it. */
function isAtEdge({ selectionStart, selectionEnd, value }: HTMLInputElement, side: "left" | "right"): boolean {
  const isAll = selectionStart === 0 && selectionEnd === value.length;
  if (isAll) return true;
  return selectionStart === selectionEnd && selectionStart === (side === "left" ? 0 : value.length);
}

/** Where a key leads from a cell, as in a spreadsheet. Null for keys that are the cell's own. Tab is the browser's. */
export function targetOf(event: KeyboardEvent<HTMLElement>): CellPlace | null {
  const { key, shiftKey, ctrlKey, altKey, metaKey, target } = event;
  const place = placeOf(target);
  if (place === null || ctrlKey || altKey || metaKey || !(target instanceof HTMLInputElement)) return null;
  const { row, column } = place;
  if (key === "Enter") return { row: shiftKey ? row - 1 : row + 1, column };
  if (shiftKey) return null;
  if (key === "ArrowDown") return { row: row + 1, column };
  if (key === "ArrowUp") return { row: row - 1, column };
  if (key === "ArrowLeft" && column > 0 && isAtEdge(target, "left")) return { row, column: column - 1 };
  if (key === "ArrowRight" && column < FIELDS.length - 1 && isAtEdge(target, "right"))
    return { row, column: column + 1 };
  return null;
}
