"use client";

import type { AdminPicture } from "@cartwright/contracts/admin-products";
import { PICTURES_MAX, PICTURE_KINDS } from "@cartwright/contracts/picture-upload";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button, IconButton } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { TextField } from "@cartwright/ui/field";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { ArrowLeft, ArrowRight, ImageOff, Pencil, Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Panel } from "../shell/panel.tsx";
import type { ProductPageState } from "./use-product-page.ts";
import { useProductPictures } from "./use-product-pictures.ts";

/** The product's pictures in order; lists show the first. Changes take effect at once. */
export function PicturesPanel({ page, mayWrite }: { page: ProductPageState; mayWrite: boolean }) {
  const t = useTranslations("adminProducts");
  const { product } = page;
  const work = useProductPictures(page);
  const input = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState<AdminPicture | null>(null);
  const { pictures } = product;
  return (
    <Panel
      title={t("pictures.title")}
      aside={
        mayWrite ? (
          <>
            <input
              ref={input}
              type="file"
              accept={Object.keys(PICTURE_KINDS).join(",")}
              multiple
              hidden
              aria-label={t("pictures.input")}
              onChange={(event) => {
                void work.upload([...(event.target.files ?? [])]);
                event.target.value = "";
              }}
            />
            <Button
              variant="quiet"
              size="sm"
              busy={work.busy}
              disabled={pictures.length >= PICTURES_MAX}
              onClick={() => input.current?.click()}
            >
              <Upload aria-hidden="true" className="size-4" />
              {t("pictures.upload")}
            </Button>
          </>
        ) : null
      }
    >
      <div className="grid gap-4">
        {work.failure === null ? null : (
          <Notice tone="bad" urgent>
            {work.failure}
          </Notice>
        )}
        {pictures.length === 0 ? <p className="text-muted">{t("pictures.empty")}</p> : null}
        <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
          {pictures.map((picture, index) => (
            <PictureTile
              key={picture.id}
              picture={picture}
              place={index + 1}
              count={pictures.length}
              {...(mayWrite
                ? {
                    onMove: (by: -1 | 1) => work.move(picture.id, by),
                    onRemove: () => work.remove(picture.id),
                    onName: () => setNaming(picture),
                  }
                : {})}
            />
          ))}
        </ul>
      </div>
      {naming === null ? null : (
        <AltDialog
          picture={naming}
          onClose={() => setNaming(null)}
          onSave={(alt) => {
            setNaming(null);
            work.rename(naming.id, alt);
          }}
        />
      )}
      <LiveRegion>{work.progress}</LiveRegion>
    </Panel>
  );
}

interface TileProps {
  picture: AdminPicture;
  place: number;
  count: number;
  onMove?: (by: -1 | 1) => void;
  onRemove?: () => void;
  onName?: () => void;
}

function PictureTile({ picture, place, count, onMove, onRemove, onName }: TileProps) {
  const t = useTranslations("adminProducts");
  return (
    <li className="grid min-w-0 content-start gap-1.5">
      {picture.image === null ? (
        <span className="grid aspect-square place-items-center rounded-md bg-sunk p-3 text-center text-xs text-muted">
          <ImageOff aria-hidden="true" className="size-5" />
          {t("pictures.notHere")}
        </span>
      ) : (
        // oxlint-disable-next-line nextjs/no-img-element -- our own file in the right size; what it shows is said below
        <img
          src={`/media/${picture.image.key}-320.webp`}
          alt=""
          width={320}
          height={320}
          loading="lazy"
          decoding="async"
          className="aspect-square w-full rounded-md bg-sunk object-cover"
        />
      )}
      <p className="truncate text-xs text-muted">{picture.alt === "" ? t("pictures.noAlt") : picture.alt}</p>
      {onMove === undefined ? null : (
        <div className="flex justify-between">
          <IconButton
            label={t("pictures.back", { number: place })}
            size="sm"
            disabled={place === 1}
            onClick={() => onMove(-1)}
          >
            <ArrowLeft aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label={t("pictures.describe", { number: place })} size="sm" onClick={onName}>
            <Pencil aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label={t("pictures.remove", { number: place })} size="sm" onClick={onRemove}>
            <Trash2 aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton
            label={t("pictures.forward", { number: place })}
            size="sm"
            disabled={place === count}
            onClick={() => onMove(1)}
          >
            <ArrowRight aria-hidden="true" className="size-4" />
          </IconButton>
        </div>
      )}
    </li>
  );
}

const ALT_MAX = 500;

function AltDialog(props: { picture: AdminPicture; onClose: () => void; onSave: (alt: string) => void }) {
  const t = useTranslations("adminProducts");
  const admin = useTranslations("admin");
  const [alt, setAlt] = useState(props.picture.alt);
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("pictures.describeTitle")}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={props.onClose}>
            {admin("reason.cancel")}
          </Button>
          <Button size="sm" onClick={() => props.onSave(alt.trim())}>
            {t("pictures.altSave")}
          </Button>
        </div>
      }
    >
      <TextField
        label={t("pictures.alt")}
        hint={t("pictures.altHint")}
        value={alt}
        maxLength={ALT_MAX}
        autoComplete="off"
        onChange={(event) => setAlt(event.target.value)}
      />
    </Dialog>
  );
}
