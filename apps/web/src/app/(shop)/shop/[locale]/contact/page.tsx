import type { Metadata } from "next";
import { infoMetadata, InfoPage } from "../../../../../features/shell/info-page.tsx";
import { localeOf } from "../locale-of.ts";

interface PageProps {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return infoMetadata("contact", await localeOf(params));
}

export default async function ContactPage({ params }: PageProps) {
  return <InfoPage page="contact" locale={await localeOf(params)} />;
}
