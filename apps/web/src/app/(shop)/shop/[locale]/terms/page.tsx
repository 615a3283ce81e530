import type { Metadata } from "next";
import { infoMetadata, InfoPage } from "../../../../../features/shell/info-page.tsx";
import { localeOf } from "../locale-of.ts";

interface PageProps {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return infoMetadata("terms", await localeOf(params));
}

export default async function TermsPage({ params }: PageProps) {
  return <InfoPage page="terms" locale={await localeOf(params)} />;
}
