import { bytes } from '../time/format.ts';
import { shareOf } from './share.ts';

/** How full something is that has a size, with both said beside the bar. */
export function Meter({ word, used, size }: { word: string; used: number; size: number }) {
  const { percent, level } = shareOf(used, size);
  return (
    <div className={`meter meter-${level}`}>
      <span>{word}</span>
      <span className="soft end" data-raw>
        {`${bytes(used)} / ${bytes(size)} · ${percent} %`}
      </span>
      <div
        className="meter-bar"
        role="meter"
        aria-label={word}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div ref={(bar) => void bar?.style.setProperty('width', `${percent}%`)} />
      </div>
    </div>
  );
}
