"use client";

import { Check, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";
import { useModal } from "./use-modal.ts";

interface DialogProps {
  open: boolean;
  /** Asked for by Escape, the close button and a click beside the dialog. */
  onClose: () => void;
  title: ReactNode;
  /** What has just happened: read with the title when it opens. */
  description?: ReactNode;
  /** `side` is a sheet along the right edge, `full` covers the window; on small screens all fill the width. */
  placement?: "center" | "side" | "full";
  footer?: ReactNode;
  children: ReactNode;
}

const PLACEMENTS = {
  center: "m-auto w-[calc(100%-2rem)] max-w-lg rounded-lg border border-line",
  side: "sheet-side fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-md sm:border-l sm:border-line",
  full: "fixed inset-0 m-0 h-dvh max-h-none w-full max-w-none",
} as const;

/** The platform's modal dialog: it traps the focus, closes on Escape and restores the focus. */
export function Dialog({ open, onClose, title, description, placement = "center", footer, children }: DialogProps) {
  const { close } = useUiLabels();
  const dialog = useModal(open);
  const titleId = useId();

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click on the backdrop is a convenience; Escape and the button do the same
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      {...(description === undefined ? {} : { "aria-describedby": `${titleId}-description` })}
      onClose={() => {
        // Not when it was taken away, or opened again at once.
        if (dialog.current?.open === false) onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={classNames("sheet bg-surface p-0 text-ink shadow-raised", PLACEMENTS[placement])}
    >
      <div className={classNames("flex flex-col", placement !== "center" && "h-full")}>
        <div className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-5">
          <h2 id={titleId} className="text-base font-medium">
            {title}
          </h2>
          <IconButton label={close} onClick={onClose}>
            <X aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
        {description === undefined ? null : (
          <p
            id={`${titleId}-description`}
            className="flex items-start gap-3 border-b border-line bg-good-soft px-5 py-3 text-sm text-good"
          >
            <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {description}
          </p>
        )}
        <div className={classNames("grow overflow-y-auto", placement === "full" ? "grid" : "p-5")}>{children}</div>
        {footer === undefined ? null : (
          <footer className="border-t border-line p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))]">{footer}</footer>
        )}
      </div>
    </dialog>
  );
}
