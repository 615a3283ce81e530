import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";

/** Inside the back office: something that is not there, or that is not for this role. */
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
      It no longer exists, or the address is wrong.
    </EmptyState>
  );
}
