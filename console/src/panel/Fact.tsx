import type { ReactNode } from 'react';

/** A row of `<dl className="facts">`: what it is, and how it stands. */
export function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}
