import type { FoundEverywhere } from "@cartwright/contracts/admin-search";
import { LIST_PERMISSIONS } from "@cartwright/contracts/list-setup";
import { holds, type Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import type { CommandChoice } from "@cartwright/ui/command-palette";
import { Clock, Play, Search, Settings, SquareArrowOutUpRight } from "lucide-react";
import { nameOf } from "../people/person.ts";
import { listAddress } from "../shell/list-search.ts";
import { PLACES } from "../shell/places.ts";
import { type Entry, entriesOf } from "./entries.ts";
import { fits } from "./fits.ts";
import type { Recent } from "./recents.ts";

/** Something to open. */
interface Target extends CommandChoice {
  readonly href: string;
  /** As what it is remembered, where the server found it. */
  readonly recent: Recent | null;
}

interface Section {
  readonly id: string;
  readonly heading: string;
  readonly choices: readonly Target[];
}

/** How many actions, settings and pages of each a search shows. */
const STATIC_MAX = 5;

const placeIcon = (href: string) => {
  const Icon = PLACES.findLast((place) => href.startsWith(place.href))?.Icon ?? SquareArrowOutUpRight;
  return <Icon aria-hidden="true" />;
};

/** Everything that was found, as it is remembered. */
function recentsOf({ orders, customers, products, promotions }: FoundEverywhere): Recent[] {
  return [
    ...orders.map(({ number, email, customer, match }) => ({
      kind: "order" as const,
      href: `/admin/orders/${number}`,
      title: number,
      detail: match?.text ?? customer ?? email,
    })),
    ...customers.map((person) => ({
      kind: "customer" as const,
      href: `/admin/customers/${person.id}`,
      title: nameOf(person),
      detail: nameOf(person) === person.email ? "" : person.email,
    })),
    ...products.map(({ id, title, category }) => ({
      kind: "product" as const,
      href: `/admin/products/${id}`,
      title,
      detail: category ?? "",
    })),
    ...promotions.map(({ id, title, code }) => ({
      kind: "promotion" as const,
      href: `/admin/promotions/${id}`,
      title,
      detail: code ?? "",
    })),
  ];
}

const targetOf = (recent: Recent, prefix: string): Target => ({
  id: `${prefix}:${recent.href}`,
  title: recent.title,
  detail: recent.detail,
  icon: prefix === "recent" ? <Clock aria-hidden="true" /> : placeIcon(recent.href),
  href: recent.href,
  recent,
});

interface SectionsOptions {
  readonly role: Role;
  /** As it is typed. */
  readonly text: string;
  readonly found: FoundEverywhere | null;
  /** More is on its way. */
  readonly isStale: boolean;
  readonly recents: readonly Recent[];
}

/** What the palette offers: what fits of actions, settings and pages first, because it is there at once; then what was found. */
export function useSections({ role, text, found, isStale, recents }: SectionsOptions): Section[] {
  const t = useTranslations("adminPalette");
  const admin = useTranslations("admin");
  const typed = text.trim();
  const entries = entriesOf(role).map((entry) => entryTarget(entry, titleOf(entry)));
  const places = PLACES.filter(({ needs }) => holds(role, needs)).map(({ href, page }) => ({
    kind: "page",
    words: "",
    target: { id: `page:${href}`, title: admin(`nav.${page}`), icon: placeIcon(href), href, recent: null },
  }));

  function titleOf(entry: Entry): { readonly title: string; readonly words: string } {
    const words = t(`words.${entry.name}`);
    if (entry.kind === "act") return { title: t(`act.${entry.name}`), words };
    if (entry.kind === "setting") return { title: t(`setting.${entry.name}`), words };
    return { title: t(`more.${entry.name}`), words };
  }

  const known = [...entries, ...places];
  const ofKind = (kind: string) => {
    const all = known.filter((each) => each.kind === kind);
    const fitting = typed === "" ? all : all.filter(({ target, words }) => fits(typed, [target.title, words]));
    return fitting.map(({ target }) => target).slice(0, typed === "" ? undefined : STATIC_MAX);
  };
  const remembered = found === null ? [] : recentsOf(found);
  const foundOf = (kind: Recent["kind"]) =>
    remembered.filter((each) => each.kind === kind).map((each) => targetOf(each, "found"));
  const sections = [
    { id: "recent", choices: typed === "" ? recents.map((each) => targetOf(each, "recent")) : [] },
    { id: "act", choices: ofKind("act") },
    { id: "setting", choices: typed === "" ? [] : ofKind("setting") },
    { id: "page", choices: ofKind("page") },
    { id: "order", choices: foundOf("order") },
    { id: "customer", choices: foundOf("customer") },
    { id: "product", choices: foundOf("product") },
    { id: "promotion", choices: foundOf("promotion") },
    // Not before what comes above them: the first choice is the one that Enter opens.
    { id: "list", choices: typed === "" || isStale ? [] : inLists() },
  ] as const;

  function inLists(): Target[] {
    return (["orders", "customers", "products"] as const)
      .filter((list) => holds(role, LIST_PERMISSIONS[list]))
      .map((list) => ({
        id: `list:${list}`,
        title: t("inList", { list: admin(`nav.${list}`), text: typed }),
        icon: <Search aria-hidden="true" />,
        href: listAddress(`/admin/${list}`, [["q", typed]]),
        recent: null,
      }));
  }

  return sections
    .filter(({ choices }) => choices.length > 0)
    .map(({ id, choices }) => ({ id, heading: t(`heading.${id}`), choices }));
}

const ICONS = { act: Play, setting: Settings, more: null };

function entryTarget(entry: Entry, { title, words }: { readonly title: string; readonly words: string }) {
  const Icon = ICONS[entry.kind];
  return {
    kind: entry.kind === "more" ? "page" : entry.kind,
    words,
    target: {
      id: `${entry.kind}:${entry.name}`,
      title,
      icon: Icon ? <Icon aria-hidden="true" /> : placeIcon(entry.href),
      href: entry.href,
      recent: null,
    },
  };
}
