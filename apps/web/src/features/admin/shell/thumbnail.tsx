/** The picture of a row, or its place. */
export function Thumbnail({ url }: { url: string | null }) {
  if (url === null) return <span aria-hidden="true" className="size-9 shrink-0 rounded-sm bg-sunk" />;
  return (
    <img src={url} alt="" width={36} height={36} loading="lazy" className="size-9 shrink-0 rounded-sm object-cover" />
  );
}
