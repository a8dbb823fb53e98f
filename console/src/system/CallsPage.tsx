import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { CallFilters } from './CallFilters.tsx';
import { CallList } from './CallList.tsx';
import { callFilterOf } from './calls.ts';

/** Who called what, and how that went; for those who may see it. */
export default function CallsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = callFilterOf(search);
  return (
    <>
      <nav className="crumbs" aria-label={t('nav.crumbs')}>
        <Link to="/system">{t('nav.system')}</Link>
      </nav>
      <PageHead title={t('calls.title')}>
        <CopyAs path="/audit" query={() => filter} />
      </PageHead>
      <CallFilters filter={filter} onChange={(after) => setSearch({ ...after })} />
      <CallList filter={filter} onClear={() => setSearch({})} />
    </>
  );
}
