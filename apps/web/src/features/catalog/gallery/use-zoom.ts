"use client";

import { type MouseEvent, useEffect, useState } from "react";
import { type Cover, coverPage } from "../../shell/cover-page.ts";
import type { ZoomDialog } from "./zoom-dialog.tsx";

interface Zoom extends Cover {
  readonly Dialog: typeof ZoomDialog;
  /** The picture to begin with. */
  readonly first: number;
}

/** Loads the enlargement when it is first wanted. If that fails, the browser follows the link to the picture. */
export function useZoom() {
  const [zoom, setZoom] = useState<Zoom | null>(null);

  async function load(href: string, first: number): Promise<void> {
    try {
      const { ZoomDialog: Dialog } = await import("./zoom-dialog.tsx");
      setZoom((current) => current ?? { Dialog, first, ...coverPage(() => setZoom(null)) });
    } catch {
      window.location.assign(href);
    }
  }

  useEffect(() => () => zoom?.leave(), [zoom]);

  const open = (event: MouseEvent<HTMLAnchorElement>, first: number) => {
    // A new tab or a download is what was asked for.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void load(event.currentTarget.href, first);
  };

  return { zoom, open };
}
