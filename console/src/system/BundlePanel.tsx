import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { callFile, urlOf } from '../api/call.ts';
import { save } from '../json/download.ts';
import { Panel } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';

/** An archive of how the server does, for whoever helps. */
export function BundlePanel() {
  const { t } = useTranslation();
  const fetched = useMutation({
    mutationFn: () => callFile(urlOf('/system/bundle')),
    onSuccess: (file) => save('sluice-support.zip', file),
  });
  return (
    <Panel title={t('system.bundle')}>
      <p>{t('system.bundleText')}</p>
      {fetched.error === null ? null : <ProblemText problem={fetched.error} />}
      <ActionButton word={t('json.download')} loading={fetched.isPending} onRun={() => fetched.mutate()} />
    </Panel>
  );
}
