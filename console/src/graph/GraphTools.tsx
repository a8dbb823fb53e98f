import { Panel } from '@xyflow/react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../json/download.ts';
import { dark, light } from '../look/tokens.ts';
import { useIsDark } from '../prefs/preferences.ts';
import type { Picture } from './layout.ts';
import type { Marks } from './marks.ts';
import type { Outline } from './outline.ts';
import { toSvg } from './svg.ts';

export function GraphTools({ picture, outline, marks }: { picture: Picture; outline: Outline; marks: Marks }) {
  const { t } = useTranslation();
  const isDark = useIsDark();
  const save = () => {
    const words = {
      kind: (state: Outline['states'][number]) => t(`kind.${state.kind}`),
      status: (id: number) => {
        const mark = marks.states.get(id);
        return mark === undefined ? undefined : t(`status.${mark.word}`);
      },
      run: (count: number) => t('graph.run', { count }),
      byDefault: t('graph.default'),
    };
    download(
      `${outline.name ?? 'flow'}.svg`,
      'image/svg+xml',
      toSvg(picture, outline, marks, words, isDark ? dark : light),
    );
  };
  return (
    <Panel position="top-right">
      <Button size="small" onClick={save}>
        {t('graph.save')}
      </Button>
    </Panel>
  );
}
