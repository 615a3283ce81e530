import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Input } from "@cartwright/ui/field";
import { Search } from "lucide-react";
import Form from "next/form";

/** Works without a script: a plain form that leads to the search page. */
export function SearchForm({ initial }: { initial: string }) {
  const t = useTranslations("productList");
  return (
    <search>
      <Form action="/search" className="flex max-w-2xl gap-2">
        <span className="relative grow">
          <Search
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-muted"
            strokeWidth={1.6}
          />
          <Input
            type="search"
            name="q"
            key={initial}
            defaultValue={initial}
            maxLength={200}
            aria-label={t("search.label")}
            placeholder={t("search.placeholder")}
            autoComplete="off"
            enterKeyHint="search"
            className="min-h-13 pl-11"
          />
        </span>
        <Button type="submit" size="lg">
          {t("search.submit")}
        </Button>
      </Form>
    </search>
  );
}
