import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { rememberToken } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import { sessionQuery } from '../api/queries.ts';
import { KeysHelp } from '../keys/KeysHelp.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { ProblemText } from '../panel/ProblemText.tsx';
import { patient } from '../panel/patient.ts';
import { Navigation } from './Navigation.tsx';
import { TopBar } from './TopBar.tsx';

/** What stands around every page, once it is known who looks. */
export function Shell() {
  const { t } = useTranslation();
  const location = useLocation();
  const session = useQuery(sessionQuery());
  const [isGoing, setGoing] = useState(false);
  useFocusOnTitle(location.pathname);
  if (session.error instanceof Problem && session.error.needsLogin) {
    return <Navigate to={`/login?to=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  }
  if (session.data === undefined) {
    return session.error === null ? null : (
      <main className="alone">
        <h1>{t('shell.unreachable')}</h1>
        <ProblemText problem={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  rememberToken(session.data.csrfToken);
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <TopBar session={session.data} onGo={() => setGoing(true)} />
      <Navigation />
      <main id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <Keys isGoing={isGoing} onGo={setGoing} />
      <ScrollRestoration />
    </div>
  );
}

const Palette = lazy(() => patient(() => import('../palette/Palette.tsx')));

function Keys({ isGoing, onGo }: { isGoing: boolean; onGo: (isGoing: boolean) => void }) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  useKeys({ help: () => setOpen(true), palette: () => onGo(true), go: (path) => void navigate(path) });
  return (
    <>
      <KeysHelp isOpen={isOpen} onClose={() => setOpen(false)} />
      <Suspense>{isGoing ? <Palette onClose={() => onGo(false)} /> : null}</Suspense>
    </>
  );
}

/** Whoever does not see the page change hears where he has come to. */
function useFocusOnTitle(pathname: string): void {
  const [first] = useState(pathname);
  useEffect(() => {
    if (pathname !== first) {
      document.querySelector<HTMLElement>('h1')?.focus();
    }
  }, [pathname, first]);
}
