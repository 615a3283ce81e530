"use client";

import { Skeleton } from "@cartwright/ui/skeleton";
import { useIsReady } from "@cartwright/ui/use-is-ready";
import { lazy, Suspense } from "react";
import type { DescriptionProps } from "./description-editor.tsx";

/** The editor reads HTML with the browser's parser, and only these pages load it. */
const DescriptionEditor = lazy(() => import("./description-editor.tsx"));

export function DescriptionField(props: DescriptionProps) {
  const isReady = useIsReady();
  const place = <Skeleton className="h-72" />;
  return isReady ? (
    <Suspense fallback={place}>
      <DescriptionEditor {...props} />
    </Suspense>
  ) : (
    place
  );
}
