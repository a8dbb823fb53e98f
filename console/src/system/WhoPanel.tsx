import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/queries.ts';
import { Fact } from '../panel/Fact.tsx';
import { Answered, Panel } from '../panel/Panel.tsx';

export function WhoPanel() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery());
  return (
    <Panel title={t('system.who')}>
      <Answered asked={session}>
        {(data) => (
          <>
            {data.isOpen ? <p>{t('system.open')}</p> : null}
            <dl className="facts">
              <Fact word={t('system.account')}>
                <span data-raw>{data.account}</span>
              </Fact>
              <Fact word={t('system.caller')}>
                <span data-raw>{data.caller}</span>
              </Fact>
            </dl>
          </>
        )}
      </Answered>
    </Panel>
  );
}
