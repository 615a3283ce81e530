import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A bordered surface. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={classNames("rounded-lg border border-line bg-surface p-5", className)} />;
}

/** A titled part of a page; `as` is the heading's level. */
export function Section({
  title,
  as: Heading = "h2",
  aside,
  className,
  children,
}: {
  title: ReactNode;
  as?: "h2" | "h3";
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={classNames("grid gap-4", className)}>
      <div className="flex items-baseline justify-between gap-4">
        <Heading className={Heading === "h2" ? "text-xl" : "text-base"}>{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
