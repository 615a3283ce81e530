import { notFound } from "next/navigation";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";

/** Any other address: the back office's own 404 page for staff, and log-in for everyone else. */
export default async function UnknownPage({ params }: { params: Promise<{ rest: string[] }> }) {
  await asStaff(`/admin/${(await params).rest.join("/")}`, ({ account }) => account.me());
  notFound();
}
