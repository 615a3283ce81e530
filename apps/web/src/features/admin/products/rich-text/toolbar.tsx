"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import {
  Bold,
  Heading2,
  Heading3,
  Italic,
  Link,
  List,
  ListOrdered,
  Pilcrow,
  Redo2,
  RemoveFormatting,
  Undo2,
} from "lucide-react";
import { redo, undo } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import { type KeyboardEvent, useState } from "react";
import * as commands from "./commands.ts";
import { schema } from "./schema.ts";

const { nodes } = schema;

type Format = keyof ReturnType<typeof commands.formatAt>;

interface Tool {
  readonly name: Format | "clear" | "undo" | "redo";
  readonly icon: typeof Bold;
  /** As `aria-keyshortcuts` has it; Command takes the place of Control on a Mac. */
  readonly keys?: string;
  /** None for the link, which asks for its address. */
  readonly command?: Command;
  /** Begins a group. */
  readonly begins?: boolean;
}

const TOOLS: readonly Tool[] = [
  { name: "paragraph", icon: Pilcrow, keys: "Control+Alt+0", command: commands.makeParagraph },
  { name: "heading2", icon: Heading2, keys: "Control+Alt+2", command: commands.makeHeading(2) },
  { name: "heading3", icon: Heading3, keys: "Control+Alt+3", command: commands.makeHeading(3) },
  { name: "bold", icon: Bold, keys: "Control+B", command: commands.toggleStrong, begins: true },
  { name: "italic", icon: Italic, keys: "Control+I", command: commands.toggleEmphasis },
  { name: "link", icon: Link, keys: "Control+K" },
  {
    name: "bulletList",
    icon: List,
    keys: "Control+Shift+8",
    command: commands.toggleList(nodes.bulletList),
    begins: true,
  },
  {
    name: "numberedList",
    icon: ListOrdered,
    keys: "Control+Shift+7",
    command: commands.toggleList(nodes.numberedList),
  },
  { name: "clear", icon: RemoveFormatting, command: commands.clearFormatting, begins: true },
  { name: "undo", icon: Undo2, keys: "Control+Z", command: undo },
  { name: "redo", icon: Redo2, keys: "Control+Shift+Z", command: redo },
];

const MOVES: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => (at + 1) % TOOLS.length,
  ArrowLeft: (at) => (at + TOOLS.length - 1) % TOOLS.length,
  Home: () => 0,
  End: () => TOOLS.length - 1,
};

interface ToolbarProps {
  state: EditorState;
  controls: string;
  run: (command: Command) => void;
  onLink: () => void;
}

/** One stop of the Tab key; arrow keys move between the buttons. A button without effect stays in reach and says so. */
export function Toolbar({ state, controls, run, onLink }: ToolbarProps) {
  const t = useTranslations("adminProducts");
  const [current, setCurrent] = useState(0);
  const pressed: Readonly<Partial<Record<Tool["name"], boolean>>> = commands.formatAt(state);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const next = move(current);
    setCurrent(next);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  }

  return (
    <div
      role="toolbar"
      tabIndex={-1}
      aria-label={t("editor.toolbar")}
      aria-controls={controls}
      onKeyDown={onKeyDown}
      className="flex flex-wrap items-center gap-x-0.5 border-b border-line px-1.5 py-1"
    >
      {TOOLS.map(({ name, icon: Icon, keys, command, begins }, index) => {
        const isUseless = (name === "undo" || name === "redo") && command?.(state) === false;
        return (
          <button
            key={name}
            type="button"
            tabIndex={index === current ? 0 : -1}
            aria-label={t(`editor.${name}`)}
            title={
              keys === undefined ? t(`editor.${name}`) : `${t(`editor.${name}`)} (${keys.replace("Control", "Ctrl")})`
            }
            aria-pressed={name in pressed ? pressed[name] : undefined}
            aria-disabled={isUseless || undefined}
            aria-keyshortcuts={keys}
            // The cursor stays where it is in the text.
            onMouseDown={(event) => event.preventDefault()}
            onFocus={() => setCurrent(index)}
            onClick={() => {
              if (command === undefined) onLink();
              else if (!isUseless) run(command);
            }}
            className={`inline-grid size-8 place-items-center rounded-md text-ink transition-colors hover:bg-sunk aria-disabled:opacity-40 aria-pressed:bg-ink aria-pressed:text-paper ${begins ? "ml-2" : ""}`}
          >
            <Icon aria-hidden="true" className="size-4" />
          </button>
        );
      })}
    </div>
  );
}
