import { type ReactNode, useEffect } from 'react';

/** The title of a page, and what can be done with what it shows. */
export function PageHead({
  title,
  raw = false,
  beside,
  children,
}: {
  title: string;
  raw?: boolean;
  beside?: ReactNode;
  children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Sluice`;
  }, [title]);
  return (
    <header className="page-head">
      <h1 tabIndex={-1} {...(raw ? { 'data-raw': true } : {})}>
        {title}
      </h1>
      {beside}
      <div className="page-actions">{children}</div>
    </header>
  );
}
