import { notFound } from "next/navigation";
import type { ReactNode } from "react";

/** The languages that public pages exist in. */
const LOCALES: ReadonlySet<string> = new Set(["en"]);

/** None while building: the first visitor of a page renders it, and the page cache keeps it. */
export const generateStaticParams = () => [];
/** A page that no invalidation reached is rendered anew after this many seconds. */
export const revalidate = 300;
/** Request data is empty here by force: what is kept for everybody cannot depend on anybody. */
export const dynamic = "force-static";

export default async function PublicLayout({ children, params }: LayoutProps) {
  if (!LOCALES.has((await params).locale)) notFound();
  return children;
}

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}
