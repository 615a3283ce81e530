"use client";

import type { ProductImage } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import { IconButton } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Dialog } from "@cartwright/ui/dialog";
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";

interface ZoomDialogProps {
  images: readonly ProductImage[];
  title: string;
  /** The index of the picture to begin with. */
  first: number;
  onClose: () => void;
}

/** A point of the picture that stays in the middle while it grows, as shares of its width and height. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/**
 * The pictures over the whole window. A click or a key shows one in its own size, to scroll in; two fingers enlarge it as the
 * browser does everywhere. The arrow keys change the picture, or scroll in an enlarged one.
 */
export function ZoomDialog({ images, title, first, onClose }: ZoomDialogProps) {
  const t = useTranslations("gallery");
  const [index, setIndex] = useState(first);
  const [point, setPoint] = useState<Point | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const image = images[index];

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || !point) return;
    element.scrollTo({
      left: point.x * element.scrollWidth - element.clientWidth / 2,
      top: point.y * element.scrollHeight - element.clientHeight / 2,
    });
  }, [point]);

  if (!image) return null;
  const step = (by: number) => {
    setPoint(null);
    setIndex((index + by + images.length) % images.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "+" || event.key === "=") setPoint(MIDDLE);
    if (event.key === "-") setPoint(null);
    if (point === null && images.length > 1 && event.key === "ArrowRight") step(1);
    if (point === null && images.length > 1 && event.key === "ArrowLeft") step(-1);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys for the dialog as a whole; each has a button, too
    <div onKeyDown={onKeyDown}>
      <Dialog
        open
        onClose={onClose}
        placement="full"
        title={t("of", { title })}
        footer={
          <div className="flex items-center justify-center gap-2">
            {images.length > 1 ? (
              <IconButton label={t("previous")} onClick={() => step(-1)}>
                <ChevronLeft aria-hidden="true" className="size-5" />
              </IconButton>
            ) : null}
            <output aria-live="polite" className="figures min-w-20 text-center text-sm text-muted">
              <span className="sr-only">{t("position", { position: index + 1, count: images.length })}</span>
              <span aria-hidden="true">{`${index + 1} / ${images.length}`}</span>
            </output>
            {images.length > 1 ? (
              <IconButton label={t("next")} onClick={() => step(1)}>
                <ChevronRight aria-hidden="true" className="size-5" />
              </IconButton>
            ) : null}
            <IconButton
              label={t(point ? "zoomOut" : "zoomIn")}
              onClick={() => setPoint(point ? null : MIDDLE)}
              className="ml-4"
            >
              {point ? (
                <ZoomOut aria-hidden="true" className="size-5" />
              ) : (
                <ZoomIn aria-hidden="true" className="size-5" />
              )}
            </IconButton>
          </div>
        }
      >
        <div
          ref={frame}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
          {...(point ? { tabIndex: 0, role: "region", "aria-label": image.alt } : {})}
          className={classNames(
            "grid min-h-0 min-w-0 overscroll-contain",
            point ? "overflow-auto" : "place-items-center overflow-hidden",
          )}
        >
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the button below does the same */}
          <img
            src={`/media/${image.key}-1200.webp`}
            alt={image.alt}
            width={image.width}
            height={image.height}
            onClick={({ nativeEvent, currentTarget }) =>
              setPoint(
                point
                  ? null
                  : {
                      x: nativeEvent.offsetX / currentTarget.clientWidth,
                      y: nativeEvent.offsetY / currentTarget.clientHeight,
                    },
              )
            }
            className={classNames(
              "object-contain",
              point
                ? "aspect-square w-[200%] max-w-none cursor-zoom-out md:w-[max(100%,75rem)]"
                : "size-full max-h-full cursor-zoom-in",
            )}
          />
        </div>
      </Dialog>
    </div>
  );
}
