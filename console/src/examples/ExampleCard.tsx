import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { call } from '../api/call.ts';
import { keys } from '../api/queries.ts';
import { Panel } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import type { Example } from './examples.ts';

export function ExampleCard({ example }: { example: Example }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const flow = `example-${example.name}`;
  const refusal = useRefusal(flow);
  const run = useMutation({
    mutationFn: async () => {
      await call('PUT', '/flows/{flow}', { path: { flow }, body: { definition: example.definition } });
      return call('POST', '/flows/{flow}/executions', { path: { flow }, body: { input: { ...example.input } } });
    },
    onSuccess: (execution) => {
      void client.invalidateQueries({ queryKey: keys.flows() });
      void navigate(`/executions/${execution.flow}/${execution.name}`);
    },
  });
  return (
    <Panel title={t(`examples.${example.name}.title`)}>
      <p>{t(`examples.${example.name}.text`)}</p>
      <details>
        <summary>{t('flow.text')}</summary>
        <pre className="definition" data-raw>
          {example.definition}
        </pre>
      </details>
      {run.error === null ? null : <ProblemText problem={run.error} />}
      <p>
        <ActionButton
          word={t('examples.run', { flow })}
          disabledBecause={refusal('sluice:PutFlow') ?? refusal('sluice:StartExecution')}
          loading={run.isPending}
          onRun={() => run.mutate()}
        />
      </p>
    </Panel>
  );
}
