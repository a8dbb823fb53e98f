import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { flowQuery, outlineQuery } from '../api/queries.ts';
import type { OutlineState } from '../graph/outline.ts';
import { Answered, Empty } from '../panel/Panel.tsx';
import { TryState } from '../tries/TryState.tsx';
import type { Given } from '../tries/useTry.ts';

/** The same state with what it was given here, by the definition of today. */
export function TryDialog({
  flow,
  state,
  first,
  onClose,
}: {
  flow: string;
  state: OutlineState;
  first: Partial<Given>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const now = useQuery(flowQuery(flow));
  const outline = useQuery(outlineQuery(flow));
  return (
    <Modal open width={720} title={t('tries.titleOf', { state: state.name })} footer={null} onCancel={onClose}>
      <p>{t('tries.asItStands')}</p>
      <Answered asked={now}>
        {({ definition, mode }) => (
          <Answered asked={outline}>
            {(data) => {
              const same = data.states.find((each) => each.path === state.path);
              return same === undefined ? (
                <Empty title={t('tries.isGone')} />
              ) : (
                <TryState definition={definition} mode={mode} outline={data} chosen={same.id} first={first} />
              );
            }}
          </Answered>
        )}
      </Answered>
    </Modal>
  );
}
