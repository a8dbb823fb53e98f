import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
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
  return (
    <nav className="navigation" aria-label={t('nav.label')}>
      {pages.map((page) => (
        <NavLink key={page.path} to={page.path} end={page.path === '/'}>
          <PageIcon path={page.path} />
          {t(page.word)}
        </NavLink>
      ))}
    </nav>
  );
}
