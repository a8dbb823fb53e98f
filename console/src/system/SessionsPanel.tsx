import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { call } from '../api/call.ts';
import { keys, sessionsQuery } from '../api/queries.ts';
import { Answered, Panel } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { Time } from '../time/Time.tsx';

/** The browsers that are logged in; any of them can be sent away. */
export function SessionsPanel() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery());
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE', '/sessions/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions() }),
  });
  return (
    <Panel title={t('system.sessions')}>
      {end.error === null ? null : <ProblemText problem={end.error} />}
      <Answered asked={sessions}>
        {(page) => (
          <ul className="execution-rows">
            {page.items.map((session) => (
              <li key={session.id}>
                <span data-raw>{session.caller}</span>
                <code data-raw>{session.address}</code>
                <span className="soft end">
                  {t('system.seen')} <Time at={session.seen} />
                </span>
                <ActionButton
                  size="small"
                  word={t('system.end')}
                  disabledBecause={session.isThis ? t('system.isThis') : undefined}
                  onRun={() => end.mutate(session.id)}
                />
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  );
}
