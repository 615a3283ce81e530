import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Search } from "lucide-react";
import Form from "next/form";
import { SearchInput } from "./search-input.tsx";

/** Works without a script: a plain form that leads to the search page. */
export function SearchForm({ initial }: { initial: string }) {
  const t = useTranslations("productList");
  return (
    <search>
      {/* The suggestions are as wide as the form. */}
      <Form action="/search" className="relative flex max-w-2xl gap-2">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-muted"
          strokeWidth={1.6}
        />
        <span className="grow">
          {/* Another search is another box: what is typed in it and suggested under it starts anew. */}
          <SearchInput key={initial} initial={initial} />
        </span>
        {/* Not one that waits for its script: without one, Enter would not send the form either. */}
        <button type="submit" className={buttonClass({ size: "lg" })}>
          {t("search.submit")}
        </button>
      </Form>
    </search>
  );
}
