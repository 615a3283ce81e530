/** Decoration beside words that say what is going on; silent for screen readers. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 shrink-0 animate-spin-slow rounded-full border-2 border-current border-r-transparent"
    />
  );
}
