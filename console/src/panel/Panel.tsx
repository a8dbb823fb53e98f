import { Skeleton } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { Boundary } from './Boundary.tsx';
import { ProblemText } from './ProblemText.tsx';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** A part of a page that answers one question. What fails in it leaves the others as they are. */
export function Panel({
  title,
  raw = false,
  beside,
  children,
}: {
  title: string;
  /** A name that somebody has given, and no word of ours. */
  raw?: boolean;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id} {...(raw ? { 'data-raw': true } : {})}>
          {title}
        </h2>
        {beside}
      </header>
      <Boundary>{children}</Boundary>
    </section>
  );
}

/** What was asked for, once it is there; until then the place for it, and the reason if it does not come. */
export function Answered<T>({
  asked,
  rows = 4,
  children,
}: {
  asked: Asked<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (asked.data !== undefined) {
    return (
      <>
        {asked.error === null ? null : <ProblemText problem={asked.error} onRetry={() => void asked.refetch()} />}
        {children(asked.data)}
      </>
    );
  }
  return asked.error === null ? (
    <Waiting rows={rows} />
  ) : (
    <ProblemText problem={asked.error} onRetry={() => void asked.refetch()} />
  );
}

/** Nothing at first: most answers come before anybody would see that they are waited for. */
export function Waiting({ rows }: { rows: number }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return <div aria-busy="true">{isLate ? <Skeleton active title={false} paragraph={{ rows }} /> : null}</div>;
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{title}</p>
      {children}
    </div>
  );
}
