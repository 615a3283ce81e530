"use client";

import type { AdminCategory, AdminCategoryRow } from "@cartwright/contracts/categories";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { useRefusal } from "../shell/use-refusal.ts";
import { pathsOf } from "./tree.ts";

interface RemoveCategoryProps {
  category: AdminCategory;
  rows: readonly AdminCategoryRow[];
}

/** Asks before a category is deleted, and says what will happen to what is in it. */
export function RemoveCategory(props: RemoveCategoryProps) {
  const t = useTranslations("adminCategories");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        {t("remove.open")}
      </Button>
      {open ? <RemoveDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function RemoveDialog({ category, rows, onClose }: RemoveCategoryProps & { onClose: () => void }) {
  const t = useTranslations("adminCategories");
  const router = useRouter();
  const refusal = useRefusal();
  const errorMessage = useErrorMessage();
  const { id: categoryId, slug, title } = category;
  // What is in it now: someone may have changed that since the page was loaded.
  const { data: now, error } = api.admin.categories.get.useQuery({ categoryId }, { staleTime: 0, gcTime: 0 });
  const [to, setTo] = useState("");
  const [choice, setChoice] = useState<string | undefined>();
  const remove = api.admin.categories.remove.useMutation({
    onSuccess() {
      toast(t("remove.done"));
      router.push("/admin/categories");
    },
  });
  const paths = pathsOf(rows, (above, name) => t("path", { above, title: name }));
  const target = rows.find(({ id }) => id === to)?.id ?? null;
  const isStuck = !now || now.childCount > 0 || now.promotions.length + now.collections.length > 0;
  return (
    <FormDialog
      title={t("remove.title", { title })}
      confirm={t("remove.confirm")}
      isDangerous
      busy={remove.isPending || remove.isSuccess}
      refusal={refusal(remove.error) ?? (error ? errorMessage(error) : null)}
      disabled={isStuck}
      onClose={onClose}
      onSubmit={() => {
        if (!now) return;
        if (now.productCount > 0 && target === null) return setChoice(t("remove.chooseError"));
        setChoice(undefined);
        remove.mutate({ categoryId, version: category.version, moveProductsTo: target });
      }}
    >
      {now || error ? null : <p className="text-muted">{t("remove.loading")}</p>}
      {now && now.childCount > 0 ? <Notice>{t("remove.children", { count: now.childCount })}</Notice> : null}
      {now ? <Uses category={now} /> : null}
      {isStuck ? null : (
        <>
          <p>{t("remove.text", { path: `/c/${slug}` })}</p>
          {now.productCount === 0 ? null : (
            <>
              <p>{t("remove.products", { count: now.productCount })}</p>
              <SelectField
                label={t("remove.to")}
                error={choice ?? fieldsOf(remove.error)["moveProductsTo"]}
                value={to}
                onChange={(event) => setTo(event.target.value)}
              >
                <option value="">{t("remove.choose")}</option>
                {rows
                  .filter(({ id }) => id !== categoryId)
                  .map(({ id }) => (
                    <option key={id} value={id}>
                      {paths.get(id)}
                    </option>
                  ))}
              </SelectField>
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}

/** The promotions and collections that name it. */
function Uses({ category: { promotions, collections } }: { category: AdminCategory }) {
  const t = useTranslations("adminCategories");
  if (promotions.length + collections.length === 0) return null;
  const lists = [
    { name: t("remove.promotions"), items: promotions, path: "/admin/promotions" },
    { name: t("remove.collections"), items: collections, path: "/admin/collections" },
  ];
  return (
    <>
      <Notice>{t("remove.used")}</Notice>
      {lists.map(({ name, items, path }) =>
        items.length === 0 ? null : (
          <div key={path} className="grid gap-1">
            <h3 className="text-sm font-medium">{name}</h3>
            <ul className="grid gap-1">
              {items.map(({ id, title }) => (
                <li key={id}>
                  <Link href={`${path}/${id}`} prefetch={false} className="link link-alone">
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
    </>
  );
}
