import type { Metadata } from "next";
import { infoMetadata, InfoPage } from "../../../../../features/shell/info-page.tsx";
import { localeOf } from "../locale-of.ts";

interface PageProps {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return infoMetadata("privacy", await localeOf(params));
}

export default async function PrivacyPage({ params }: PageProps) {
  return <InfoPage page="privacy" locale={await localeOf(params)} />;
}
