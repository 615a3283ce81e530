import type { Todo } from "@cartwright/contracts/admin";
import { OrderView } from "@cartwright/contracts/order-work";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";
import { stockSearchPath } from "../inventory/stock-search.ts";
import { orderSearchPath, readOrderSearch } from "../orders/order-search.ts";
import { TODO_OF_VIEW } from "../orders/todo-of-view.ts";
import { useCounted } from "../shell/use-counted.ts";

interface Work {
  readonly name: keyof Todo;
  readonly path: string;
}

const EVERYTHING = readOrderSearch(new URLSearchParams());
const OF_ORDERS = OrderView.options.flatMap((view): Work[] => {
  const name = TODO_OF_VIEW[view];
  return name === null ? [] : [{ name, path: orderSearchPath({ ...EVERYTHING, view }) }];
});
const LOW_STOCK = stockSearchPath({ query: "", low: true, policy: null, retired: false });
/** In the order in which they are worked off. */
const ORDER: readonly (keyof Todo)[] = ["attention", "toPack", "toShip", "partShipped", "returns", "lowStock"];
const WORKS = [...OF_ORDERS, { name: "lowStock", path: LOW_STOCK } as const].toSorted(
  (a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name),
);

/** What there is to do. Each number opens the list that it counts. */
export function TodoPanel({ todo }: { todo: Todo }) {
  const t = useTranslations("adminDashboard");
  const counted = useCounted();
  return (
    <section aria-label={t("todo.title")} className="grid gap-3">
      <h2 className="text-sm">{t("todo.title")}</h2>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
        {WORKS.map(({ name, path }) => (
          <li key={name} className="bg-surface">
            <Link
              href={path}
              prefetch={false}
              className="grid h-full gap-0.5 p-4 hover:bg-sunk focus-visible:-outline-offset-2"
            >
              <span className="text-xs text-muted">{t(`todo.${name}`)}</span>
              <span
                className={classNames(
                  "figures text-xl font-medium",
                  todo[name] === 0 ? "text-muted" : name === "attention" && "text-bad",
                )}
              >
                {counted(todo[name])}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
