"use client";

import { CommandGroup, CommandInput, CommandItem, CommandList, CommandRoot, useCommandState } from "cmdk";
import { CornerDownLeft, Search, X } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";
import { LiveRegion } from "./live-region.tsx";
import { useModal } from "./use-modal.ts";

export interface CommandChoice {
  /** Different from all others in the palette. */
  readonly id: string;
  readonly title: string;
  /** A second, quieter text. */
  readonly detail?: string | null;
  readonly icon: ReactNode;
}

interface CommandSection {
  readonly id: string;
  readonly heading: string;
  readonly choices: readonly CommandChoice[];
}

interface CommandPaletteProps {
  /** What the field is for. */
  label: string;
  /** What the list holds. */
  listLabel: string;
  text: string;
  textMax: number;
  onText: (text: string) => void;
  sections: readonly CommandSection[];
  /** The sections belong to an earlier text. */
  busy: boolean;
  /** Read aloud when it changes: how many choices there are. */
  status: string;
  /** Shown above the choices: nothing was found, or something failed. */
  note?: ReactNode;
  footer: ReactNode;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** A field over a list of things to open or do: arrows and Enter choose, Escape closes. Mounted while it is open. */
export function CommandPalette(props: CommandPaletteProps) {
  const { label, listLabel, text, textMax, onText, sections, busy, status, note, footer, onChoose, onClose } = props;
  const { close } = useUiLabels();
  const dialog = useModal(true);
  const field = useRef<HTMLInputElement>(null);
  // After the dialog has given the focus to its first control.
  useEffect(() => field.current?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click on the backdrop is a convenience; Escape does the same
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={() => {
        if (dialog.current?.open === false) onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="sheet mx-auto mt-[max(0.5rem,10dvh)] mb-0 max-h-[80dvh] w-[calc(100%-1rem)] max-w-xl overflow-hidden rounded-lg border border-line bg-surface p-0 text-sm text-ink shadow-raised"
    >
      {/* The order and the filter are those of the caller: a search on the server decides what fits. */}
      <CommandRoot label={label} shouldFilter={false} vimBindings={false} loop className="flex max-h-[80dvh] flex-col">
        <div className="flex items-center gap-3 border-b border-line pr-2 pl-4">
          <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
          <CommandInput
            ref={field}
            value={text}
            maxLength={textMax}
            onValueChange={onText}
            placeholder={label}
            className="min-h-13 min-w-0 grow bg-transparent text-base outline-none placeholder:text-muted"
          />
          <IconButton label={close} onClick={onClose}>
            <X aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
        <ActiveOption field={field} />
        {note}
        <CommandList
          label={listLabel}
          aria-busy={busy}
          className={classNames(
            "min-h-0 grow scroll-py-2 overflow-y-auto overscroll-contain p-2 transition-opacity aria-busy:opacity-60",
            sections.length === 0 && "hidden",
          )}
        >
          {sections.map(({ id, heading, choices }) => (
            <CommandGroup
              key={id}
              value={id}
              heading={heading}
              className="not-first:mt-2 [&>[cmdk-group-heading]]:px-2 [&>[cmdk-group-heading]]:py-1.5 [&>[cmdk-group-heading]]:text-xs [&>[cmdk-group-heading]]:text-muted"
            >
              {choices.map((choice) => (
                <Choice key={choice.id} choice={choice} onChoose={onChoose} />
              ))}
            </CommandGroup>
          ))}
        </CommandList>
        <div className="border-t border-line px-4 py-2 text-xs text-muted">{footer}</div>
      </CommandRoot>
      <LiveRegion>{status}</LiveRegion>
    </dialog>
  );
}

/** Names the marked option to assistive technology. cmdk does so itself, but one step late for those that it marks by itself. */
function ActiveOption({ field }: { field: RefObject<HTMLInputElement | null> }) {
  useCommandState((state) => state.value);
  useEffect(() => {
    const input = field.current;
    const marked = input?.closest("dialog")?.querySelector('[role="option"][aria-selected="true"]');
    if (marked) input?.setAttribute("aria-activedescendant", marked.id);
    else input?.removeAttribute("aria-activedescendant");
  });
  return null;
}

function Choice({
  choice: { id, title, detail, icon },
  onChoose,
}: {
  choice: CommandChoice;
  onChoose: (id: string) => void;
}) {
  return (
    <CommandItem
      value={id}
      onSelect={() => onChoose(id)}
      className="group flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2 py-1.5 data-[selected=true]:bg-sunk [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 grow truncate">{title}</span>
      {detail ? <span className="max-w-[50%] min-w-0 shrink-0 truncate text-xs text-muted">{detail}</span> : null}
      <CornerDownLeft aria-hidden="true" className="invisible group-data-[selected=true]:visible max-sm:hidden" />
    </CommandItem>
  );
}
