import { useTranslation } from 'react-i18next';
import { PageHead } from '../panel/PageHead.tsx';
import { ExampleCard } from './ExampleCard.tsx';
import { examples } from './examples.ts';

/** Flows like the one that somebody wants to write, each run by one click. */
export default function ExamplesPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.examples')} />
      <p>{t('examples.text')}</p>
      <div className="columns">
        {examples.map((example) => (
          <ExampleCard key={example.name} example={example} />
        ))}
      </div>
    </>
  );
}
