import { INFO_PAGES, type InfoPage as InfoName } from "@cartwright/contracts/info-pages";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { infoMetadata, InfoPage } from "../../../../../features/shell/info-page.tsx";
import { localeOf } from "../locale-of.ts";

export const generateStaticParams = () => [];

interface PageProps {
  params: Promise<{ locale: string; info: string }>;
}

async function readName({ params }: PageProps): Promise<InfoName> {
  const { info } = await params;
  return INFO_PAGES.find((page) => page === info) ?? notFound();
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return infoMetadata(await readName(props), await localeOf(props.params));
}

export default async function InformationPage(props: PageProps) {
  return <InfoPage page={await readName(props)} locale={await localeOf(props.params)} />;
}
