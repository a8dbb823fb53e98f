import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { call } from '../api/call.ts';
import { type Target, targetKeys } from '../api/targets.ts';
import { Fact } from '../panel/Fact.tsx';
import { Panel } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { Time } from '../time/Time.tsx';
import { LastFailure } from './LastFailure.tsx';
import { Places } from './Places.tsx';
import { ReachedTag } from './ReachedTag.tsx';
import { Traffic } from './Traffic.tsx';

/** One target: what it is and where, whether it was reached, and how calls go. */
export function TargetCard({ target }: { target: Target }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const probe = useMutation({
    mutationFn: () => call('POST', '/targets/{target}/probe', { path: { target: target.name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: targetKeys.all() }),
  });
  const beside = (
    <span className="page-actions">
      <ReachedTag target={target} />
      <ActionButton
        size="small"
        word={t('targets.probe')}
        disabledBecause={target.canBeProbed ? undefined : t('targets.cannotProbe')}
        loading={probe.isPending}
        onRun={() => probe.mutate()}
      />
    </span>
  );
  return (
    <Panel title={target.name} raw beside={beside}>
      {probe.error === null ? null : <ProblemText problem={probe.error} />}
      {probe.data?.problem === undefined ? null : (
        <p className="step-error tone-failed" data-raw lang="en" role="status">
          {probe.data.problem}
        </p>
      )}
      <dl className="facts">
        <Fact word={t('targets.backend')}>
          <code data-raw>{target.backend}</code>
        </Fact>
        {target.address === undefined ? null : (
          <Fact word={t('targets.address')}>
            <code data-raw>{target.address}</code>
          </Fact>
        )}
        {target.lastProbe === undefined ? null : (
          <Fact word={t('targets.lastProbe')}>
            <Time at={target.lastProbe.at} />
          </Fact>
        )}
      </dl>
      {target.actions.every((action) => action === target.name) ? null : (
        <p className="chips" data-raw>
          {target.actions.map((action) => (
            <code key={action} className="action-chip">
              {action}
            </code>
          ))}
        </p>
      )}
      <Traffic of={target} />
      {target.lastFailure === undefined ? null : <LastFailure failure={target.lastFailure} />}
      {target.places.length === 0 ? null : <Places places={target.places} />}
    </Panel>
  );
}
