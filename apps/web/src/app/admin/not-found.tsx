import { buttonClass } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";

/** Inside the back office: an order that is not there, a place that is not built. */
export default function AdminNotFound() {
  return (
    <EmptyState
      as="h1"
      title="Nothing here"
      action={
        <Link href="/admin/orders" className={buttonClass({ variant: "secondary", size: "sm" })}>
          To the orders
        </Link>
      }
    >
      No order has this number, or the address is wrong.
    </EmptyState>
  );
}
