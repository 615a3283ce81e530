import { classNames } from "@cartwright/ui/class-names";

const GROUNDS = [
  "fill-[light-dark(#e9e4da,#2a2723)]",
  "fill-[light-dark(#dfe5df,#232a26)]",
  "fill-[light-dark(#e8dfdc,#2c2523)]",
  "fill-[light-dark(#dde3e8,#22272b)]",
  "fill-[light-dark(#e6e0e7,#29252b)]",
  "fill-[light-dark(#e8e5d4,#2a291f)]",
] as const;

/** A small hash with good spread; only for drawing. */
function seedOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return hash >>> 0;
}

/** Quarter discs on a grid, each turned by two bits of the seed: every product has a drawing of its own, always the same. */
function tiles(seed: number): { x: number; y: number; turn: number; strong: boolean }[] {
  return Array.from({ length: 9 }, (_, index) => {
    const bits = Math.imul(seed ^ (index * 2654435761), 2246822519) >>> 0;
    return { x: index % 3, y: Math.floor(index / 3), turn: (bits >>> 5) % 4, strong: (bits >>> 9) % 3 === 0 };
  });
}

/** For a product without a picture: a pattern and the first letter. */
export function Placeholder({ title, className }: { title: string; className?: string }) {
  const seed = seedOf(title);
  const letter = title.trim().charAt(0).toUpperCase();
  return (
    <svg viewBox="0 0 300 300" role="img" aria-label={title} className={classNames("block", className)}>
      <rect width="300" height="300" className={GROUNDS[seed % GROUNDS.length]} />
      <g className="fill-ink">
        {tiles(seed).map(({ x, y, turn, strong }) => (
          <path
            key={`${x}-${y}`}
            d="M0 0h100a100 100 0 0 1-100 100z"
            transform={`translate(${x * 100} ${y * 100}) rotate(${turn * 90} 50 50)`}
            opacity={strong ? 0.09 : 0.045}
          />
        ))}
      </g>
      <text
        x="150"
        y="150"
        textAnchor="middle"
        dominantBaseline="central"
        fontSize="112"
        fontWeight="300"
        className="fill-ink-soft"
        opacity="0.8"
      >
        {letter}
      </text>
    </svg>
  );
}
