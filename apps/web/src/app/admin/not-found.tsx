import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";

/** The 404 page of the back office, also for pages that the role may not see. */
export default function AdminNotFound() {
  const t = useTranslations("admin");
  return (
    <EmptyState
      as="h1"
      title={t("notFound.title")}
      action={
        <Link href="/admin/orders" className={buttonClass({ variant: "secondary", size: "sm" })}>
          {t("notFound.orders")}
        </Link>
      }
    >
      {t("notFound.text")}
    </EmptyState>
  );
}
