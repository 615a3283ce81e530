import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";

/** The 404 page. */
export function NotFoundPage() {
  const t = useTranslations("shop");
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
          title={t("notFound.title")}
          action={
            <>
              <Link href="/" className={buttonClass()}>
                {t("notFound.home")}
              </Link>
              <Link href="/search" prefetch={false} className={buttonClass({ variant: "secondary" })}>
                {t("notFound.search")}
              </Link>
            </>
          }
        >
          {t("notFound.body")}
        </EmptyState>
      </div>
    </div>
  );
}
