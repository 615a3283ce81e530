import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";

/** What people see at an address where nothing is. */
export function NothingThere() {
  return (
    <div className="page">
      <p
        aria-hidden="true"
        className="figures pt-section text-center text-[clamp(5rem,20vw,14rem)] leading-none font-medium text-sunk"
      >
        404
      </p>
      <div className="-mt-10 [&>div]:pt-0">
        <EmptyState
          as="h1"
          title="There is nothing here"
          action={
            <>
              <Link href="/" className={buttonClass()}>
                Go home
              </Link>
              <Link href="/search" prefetch={false} className={buttonClass({ variant: "secondary" })}>
                Search the shop
              </Link>
            </>
          }
        >
          The page has moved, or it never existed. What you were looking for may still be in the shop.
        </EmptyState>
      </div>
    </div>
  );
}
