import { useTranslations } from "@cartwright/messages/use-translations";

const PROMISES = ["tested", "packaging", "returns"] as const;

/** How the shop works, in three promises. */
export function HomeStory() {
  const t = useTranslations("home");
  return (
    <section className="mt-section bg-sunk" aria-labelledby="home-story">
      <div className="page grid gap-12 py-section lg:grid-cols-12">
        <h2 id="home-story" className="text-4xl lg:col-span-4">
          {t("storyTitle")}
        </h2>
        <dl className="grid gap-10 sm:grid-cols-3 lg:col-span-8">
          {PROMISES.map((promise) => (
            <div key={promise} className="border-t border-line-strong pt-4">
              <dt className="font-medium">{t(`${promise}.title`)}</dt>
              <dd className="mt-2 text-sm text-ink-soft">{t(`${promise}.text`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
