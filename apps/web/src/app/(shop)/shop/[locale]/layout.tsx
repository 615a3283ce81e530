import { isLocale } from "@cartwright/messages/locales";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";

/** None at build time: the first visit renders a page, and the page cache keeps it. */
export const generateStaticParams = () => [];
/** A page that no invalidation reached is rendered again after this many seconds. */
export const revalidate = 300;
/** Request data is forced to be empty here: a page that is cached for everyone must not depend on one visitor. */
export const dynamic = "force-static";

export default async function PublicLayout({ children, params }: LayoutProps) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return children;
}

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}
