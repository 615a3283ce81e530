const PROMISES = [
  {
    title: "Used before sold",
    text: "Every object spends a month in our own kitchens, bags and desks. About one in nine makes it into the shop.",
  },
  {
    title: "Sent the same day",
    text: "What you order by two in the afternoon leaves the house before six, in paper, without a single flyer.",
  },
  {
    title: "Thirty quiet days",
    text: "Not what you hoped for? Send it back within thirty days. Nobody asks why, and the money is back in a week.",
  },
] as const;

/** A calm strip about how the shop works. */
export function HomeStory() {
  return (
    <section className="mt-section bg-sunk" aria-labelledby="home-story">
      <div className="page grid gap-12 py-section lg:grid-cols-12">
        <h2 id="home-story" className="text-3xl lg:col-span-4">
          Fewer things, looked at for longer
        </h2>
        <dl className="grid gap-10 sm:grid-cols-3 lg:col-span-8">
          {PROMISES.map(({ title, text }) => (
            <div key={title} className="border-t border-line-strong pt-4">
              <dt className="font-medium">{title}</dt>
              <dd className="mt-2 text-sm text-ink-soft">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
