import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { flowQuery } from '../api/queries.ts';
import { Answered } from '../panel/Panel.tsx';
import { FlowEditor } from './FlowEditor.tsx';
import { newFlow } from './newFlow.ts';

export default function EditorPage() {
  const { flow = '' } = useParams();
  return flow === '' ? <FlowEditor key="" deployed={undefined} first={newFlow} /> : <Present flow={flow} />;
}

function Present({ flow }: { flow: string }) {
  const query = useQuery({ ...flowQuery(flow), refetchOnWindowFocus: false });
  return (
    <Answered asked={query}>{(data) => <FlowEditor key={flow} deployed={data} first={data.definition} />}</Answered>
  );
}
