import type { Tone } from '../look/tokens.ts';

export interface Share {
  readonly key: string;
  readonly tone: Tone;
  readonly amount: number;
}

/** What has become of many, as parts of one bar; the numbers stand beside it. */
export function ShareBar({ label, shares }: { label: string; shares: readonly Share[] }) {
  const whole = shares.reduce((sum, share) => sum + share.amount, 0);
  return (
    <div className="share-bar" role="img" aria-label={label}>
      {shares
        .filter((share) => share.amount > 0)
        .map(({ key, tone, amount }) => (
          <span
            key={key}
            className={`tone-${tone}`}
            ref={(part) => void part?.style.setProperty('width', `${(100 * amount) / whole}%`)}
          />
        ))}
    </div>
  );
}
