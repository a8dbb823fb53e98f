import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { flowQuery, versionQuery } from '../api/queries.ts';
import { Answered, Empty, Waiting } from '../panel/Panel.tsx';
import { patient } from '../panel/patient.ts';

const FlowDiff = lazy(() => patient(() => import('../text/FlowDiff.tsx')));

/** What has changed since a version was published. */
export function VersionDiff({ flow, version, onClose }: { flow: string; version: number; onClose: () => void }) {
  const { t } = useTranslation();
  const before = useQuery(versionQuery(flow, version));
  const after = useQuery(flowQuery(flow));
  return (
    <Modal open width={820} footer={null} title={t('flow.changedSince', { version })} onCancel={onClose}>
      <Answered asked={before} rows={8}>
        {(then) => (
          <Answered asked={after} rows={8}>
            {(now) =>
              then.definition === now.definition ? (
                <Empty title={t('editor.unchanged')} />
              ) : (
                <div className="diff-place">
                  <Suspense fallback={<Waiting rows={8} />}>
                    <FlowDiff before={then.definition} after={now.definition} label={t('editor.diff')} />
                  </Suspense>
                </div>
              )
            }
          </Answered>
        )}
      </Answered>
    </Modal>
  );
}
