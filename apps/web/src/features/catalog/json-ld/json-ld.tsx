import { type JsonLdNode, writeJsonLd } from "./write-json-ld.ts";

/** Structured data of a page. */
export function JsonLd({ nodes }: { nodes: readonly JsonLdNode[] }) {
  // oxlint-disable-next-line react/no-danger -- data that is never run, escaped when it is written
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: writeJsonLd(nodes) }} />;
}
