import type { AdminCollectionRow } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Timestamp } from "../shell/timestamp.tsx";

/** Columns for wide screens only. */
const WIDE = "max-md:hidden";
const CELL = "py-2";

interface CollectionTableProps {
  collections: readonly AdminCollectionRow[];
  body: Ref<HTMLTableSectionElement>;
}

/** Collections as rows; the whole row is a link. */
export function CollectionTable({ collections, body }: CollectionTableProps) {
  const t = useTranslations("adminCollections");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.collection")}</Th>
          <Th className={WIDE}>{t("column.kind")}</Th>
          <Th className="text-right">{t("column.products")}</Th>
          <Th className={classNames("text-right", WIDE)}>{t("column.changed")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {collections.map(({ id, title, kind, inNavigation, productCount, updatedAt }) => (
          <tr key={id} className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
            <Td className={CELL}>
              <Link
                href={`/admin/collections/${id}`}
                prefetch={false}
                className="block max-w-96 truncate font-medium after:absolute after:inset-0 focus-visible:-outline-offset-2 max-md:max-w-52"
              >
                {title}
              </Link>
              <span className="flex flex-wrap gap-2">
                {inNavigation ? <Badge className="px-2 py-px whitespace-nowrap">{t("inNavigation")}</Badge> : null}
                <span className="text-xs text-muted md:hidden">{t(`kind.${kind}`)}</span>
              </span>
            </Td>
            <Td className={classNames(CELL, WIDE, "text-ink-soft")}>{t(`kind.${kind}`)}</Td>
            <Td className={classNames(CELL, "figures text-right")}>{t("number", { count: productCount })}</Td>
            <Td className={classNames(CELL, WIDE, "text-right whitespace-nowrap text-ink-soft")}>
              <Timestamp at={updatedAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
