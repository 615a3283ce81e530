import type { Metadata } from "next";
import { infoMetadata, InfoPage } from "../../../../../features/shell/info-page.tsx";
import { localeOf } from "../locale-of.ts";

interface PageProps {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return infoMetadata("imprint", await localeOf(params));
}

export default async function ImprintPage({ params }: PageProps) {
  return <InfoPage page="imprint" locale={await localeOf(params)} />;
}
