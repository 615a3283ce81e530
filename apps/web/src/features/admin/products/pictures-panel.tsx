"use client";

import type { AdminPicture } from "@cartwright/contracts/admin-products";
import { PICTURES_MAX, PICTURE_KINDS } from "@cartwright/contracts/picture-upload";
import { Button, IconButton } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { TextField } from "@cartwright/ui/field";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { ArrowLeft, ArrowRight, ImageOff, Pencil, Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Panel } from "../shell/panel.tsx";
import type { ProductDeskState } from "./use-product-page.ts";
import { useProductPictures } from "./use-product-pictures.ts";

/** The product's pictures in their order: the first stands for it in lists. Changes here take effect at once. */
export function PicturesPanel({ desk, mayWrite }: { desk: ProductDeskState; mayWrite: boolean }) {
  const { product } = desk;
  const work = useProductPictures(desk);
  const input = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState<AdminPicture | null>(null);
  const { pictures } = product;
  return (
    <Panel
      title="Pictures"
      aside={
        mayWrite ? (
          <>
            <input
              ref={input}
              type="file"
              accept={Object.keys(PICTURE_KINDS).join(",")}
              multiple
              hidden
              aria-label="Pictures to upload"
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
              Upload
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
        {pictures.length === 0 ? <p className="text-muted">None yet. JPEG, PNG or WebP, up to 12 MB each.</p> : null}
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
  const name = `picture ${place}`;
  return (
    <li className="grid min-w-0 content-start gap-1.5">
      {picture.image === null ? (
        <span className="grid aspect-square place-items-center rounded-md bg-sunk p-3 text-center text-xs text-muted">
          <ImageOff aria-hidden="true" className="size-5" />
          Not in this shop
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
      <p className="truncate text-xs text-muted">{picture.alt === "" ? "No description" : picture.alt}</p>
      {onMove === undefined ? null : (
        <div className="flex justify-between">
          <IconButton label={`Move ${name} forward`} size="sm" disabled={place === 1} onClick={() => onMove(-1)}>
            <ArrowLeft aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label={`Describe ${name}`} size="sm" onClick={onName}>
            <Pencil aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label={`Remove ${name}`} size="sm" onClick={onRemove}>
            <Trash2 aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label={`Move ${name} backward`} size="sm" disabled={place === count} onClick={() => onMove(1)}>
            <ArrowRight aria-hidden="true" className="size-4" />
          </IconButton>
        </div>
      )}
    </li>
  );
}

const ALT_MAX = 500;

function AltDialog(props: { picture: AdminPicture; onClose: () => void; onSave: (alt: string) => void }) {
  const [alt, setAlt] = useState(props.picture.alt);
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="Describe the picture"
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={props.onClose}>
            Not now
          </Button>
          <Button size="sm" onClick={() => props.onSave(alt.trim())}>
            Save description
          </Button>
        </div>
      }
    >
      <TextField
        label="Description"
        hint="For people who cannot see it: what it shows, in one sentence."
        value={alt}
        maxLength={ALT_MAX}
        autoComplete="off"
        onChange={(event) => setAlt(event.target.value)}
      />
    </Dialog>
  );
}
