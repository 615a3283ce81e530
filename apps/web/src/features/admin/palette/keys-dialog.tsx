"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Dialog } from "@cartwright/ui/dialog";
import { useState } from "react";
import { keysOfPage } from "../shell/page-keys.ts";

interface KeysDialogProps {
  /** How the palette is opened: "Ctrl K". */
  paletteKey: string;
  onClose: () => void;
}

/** All keys that work on this page. */
export default function KeysDialog({ paletteKey, onClose }: KeysDialogProps) {
  const t = useTranslations("adminPalette");
  const [here] = useState(keysOfPage);
  return (
    <Dialog open onClose={onClose} title={t("keys.title")}>
      <div className="grid gap-6 text-sm">
        <Keys
          title={t("keys.everywhere")}
          keys={[
            [paletteKey, t("keys.palette")],
            ["?", t("keys.help")],
            ["Esc", t("keys.close")],
          ]}
        />
        {here.size === 0 ? null : (
          <Keys
            title={t("keys.list")}
            keys={[
              ...(here.has("search") ? [["/", t("keys.search")] as const] : []),
              ["j", t("keys.next")],
              ["k", t("keys.previous")],
              ["Enter", t("keys.openRow")],
              ...(here.has("choose")
                ? [["x", t("keys.select")] as const, ["Shift x", t("keys.selectRange")] as const]
                : []),
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly (readonly [key: string, does: string])[] }) {
  return (
    <section>
      <h3 className="mb-2 text-xs text-muted">{title}</h3>
      <dl className="grid gap-1.5">
        {keys.map(([key, does]) => (
          <div key={key} className="flex items-baseline justify-between gap-4">
            <dt className="order-last">
              <kbd className="rounded-sm border border-line bg-sunk px-1.5 py-0.5 font-mono text-xs">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
