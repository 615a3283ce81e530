import { classNames } from "./class-names.ts";

/** A quiet block in the shape of what is coming. Give it the size of the real thing, so that nothing moves. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("block animate-pulse-soft rounded-md bg-sunk", className)} />;
}
