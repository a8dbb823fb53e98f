import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { PageHead } from '../panel/PageHead.tsx';

export function NotFound() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <>
      <PageHead title={t('notFound.title')} />
      <p>
        {t('notFound.text')} <code data-raw>{pathname}</code>
      </p>
      <Link to="/">{t('notFound.home')}</Link>
    </>
  );
}
