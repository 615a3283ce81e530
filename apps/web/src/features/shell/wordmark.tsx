import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { classNames } from "@cartwright/ui/class-names";

/** The logo: a wheel, which is what a cartwright makes, and the name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={classNames("inline-flex items-center gap-2.5 text-lg font-semibold tracking-tight", className)}>
      <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 fill-none stroke-current stroke-[1.6]">
        <circle cx="12" cy="12" r="10" />
        <circle cx="12" cy="12" r="2.6" className="fill-accent stroke-none" />
        <path d="M12 2v6M12 16v6M2 12h6M16 12h6M4.9 4.9l4.3 4.3M14.8 14.8l4.3 4.3M19.1 4.9l-4.3 4.3M9.2 14.8l-4.3 4.3" />
      </svg>
      {SHOP_NAME}
    </span>
  );
}
