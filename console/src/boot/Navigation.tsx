import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { PageIcon } from './PageIcon.tsx';

const pages = [
  { path: '/', word: 'nav.home' },
  { path: '/flows', word: 'nav.flows' },
  { path: '/executions', word: 'nav.executions' },
  { path: '/inbox', word: 'nav.inbox' },
  { path: '/schedules', word: 'nav.schedules' },
  { path: '/editor', word: 'nav.editor' },
  { path: '/targets', word: 'nav.targets' },
  { path: '/sent', word: 'nav.sent' },
  { path: '/examples', word: 'nav.examples' },
  { path: '/system', word: 'nav.system' },
] as const;

export function Navigation() {
  const { t } = useTranslation();
  const strip = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen it is a strip, of which the page that one is on has to be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another link
  useEffect(() => {
    strip.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <nav ref={strip} className="navigation" aria-label={t('nav.label')}>
      {pages.map((page) => (
        <NavLink key={page.path} to={page.path} end={page.path === '/'}>
          <PageIcon path={page.path} />
          {t(page.word)}
        </NavLink>
      ))}
    </nav>
  );
}
