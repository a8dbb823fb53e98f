import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { call } from '../api/call.ts';
import { aliasesQuery, keys, versionsQuery } from '../api/queries.ts';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { Time } from '../time/Time.tsx';
import { VersionDiff } from './VersionDiff.tsx';

/** What was published, and which alias leads where. */
export function VersionsPanel({ flow }: { flow: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refusal = useRefusal(flow);
  const [compared, setCompared] = useState<number>();
  const versions = useQuery(versionsQuery(flow));
  const aliases = useQuery(aliasesQuery(flow));
  const publish = useMutation({
    mutationFn: () => call('POST', '/flows/{flow}/versions', { path: { flow }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.versions(flow) }),
  });
  const aliasesOf = (version: number) =>
    (aliases.data?.items ?? []).flatMap((alias) =>
      alias.routes.filter((route) => route.version === version).map((route) => `${alias.name} ${route.weight} %`),
    );
  const button = (
    <ActionButton
      size="small"
      word={t('flow.publish')}
      disabledBecause={refusal('sluice:PublishFlowVersion')}
      loading={publish.isPending}
      onRun={() => publish.mutate()}
    />
  );
  return (
    <Panel title={t('flow.versions')} beside={button}>
      {publish.error === null ? null : <ProblemText problem={publish.error} />}
      <Answered asked={versions} rows={2}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title={t('flow.noVersions')} />
          ) : (
            <ul className="execution-rows">
              {page.items.map((version) => (
                <li key={version.version}>
                  <strong data-raw>{version.version}</strong>
                  <span data-raw>{version.description}</span>
                  {aliasesOf(version.version).map((alias) => (
                    <code key={alias} data-raw>
                      {alias}
                    </code>
                  ))}
                  <Button size="small" onClick={() => setCompared(version.version)}>
                    {t('editor.diff')}
                  </Button>
                  <span className="soft end">
                    <Time at={version.created} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {compared === undefined ? null : (
        <VersionDiff flow={flow} version={compared} onClose={() => setCompared(undefined)} />
      )}
    </Panel>
  );
}
